"""Draw the sample pictures: flat, calm illustrations of a city in West Java.

Usage: python scripts/sample_pictures.py [--force] [--csv FILE] [--root DIR]

The list `scripts/sample_pictures.csv` (header `path,motif`) names each picture, relative to the
repository root; only missing files are written unless --force is given. Everything that varies
(plan, hour, weather, camera, colours) is drawn from a seed made of path and motif, so the same
line always gives the same bytes. Pictures are written in a small stage language: `;` between
items, the origin at the foot of a thing, y negative upwards, a person about 100 high.

    r x y w h colour [radius]    rectangle         e x y rx ry colour           ellipse
    p colour x,y x,y ...         polygon           l colour width x,y x,y ...   round line
    f colour x y angle length w  leaf              g x y radius                 light in the dark
    s w                          ground shadow     @name[:how] x y [size]       another thing
    *n,dx,dy before an item repeats it; ? plays it only sometimes; a|b as a name picks one.

In colours, A B C (accents) and D (a wall colour) are chosen anew for each thing; + and - shade;
~30 is 30 % opaque.
"""

import argparse
import csv
import hashlib
import io
import math
import random
import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

W, H, K, HORIZON = 1200, 800, 2, 500
Colour = tuple[int, ...]
Points = list[tuple[float, float]]
PALETTE_TEXT = """
    paper=f3ebdc cream=eadcc2 sand=d9c5a0 stone=b9b4a6 white=faf6ec ink=17353a teal=0f5257
    lagoon=3c8286 aqua=8fbcb8 sky=b5d2d4 blue=5f8fa8 navy=2c4a63 ochre=d79a3c honey=e8bd6c
    terra=c4683f rust=9c4a31 rose=dba58c leaf=6f9a5d moss=47744f pine=2c5b4c sage=a3b98a
    wood=a5744a brown=6d4a35 road=6c7574 red=b8402f water=6fa3a8 mud=a58a63 soil=80593d
    skin=b98259 hair=2b2624 glass=6f9ea3 lamp=f4e6c0 green=3f7d5a
"""
PALETTE = dict(re.findall(r"(\w+)=(\w+)", PALETTE_TEXT))
ACCENTS = ["teal", "lagoon", "ochre", "terra", "honey", "rust", "blue", "rose", "moss", "navy"]
WALLS = ["paper", "cream", "sand", "rose+", "aqua+", "sage+", "honey+", "white"]
# hour or weather: sky above, sky below, light of the air, how strongly it colours, dark, soft
MOODS: dict[str, tuple[str, str, str, float, bool, bool]] = {
    "pagi": ("a3cbcf", "f9e5c8", "f6d7a8", 0.10, False, False),
    "siang": ("7fb6c4", "ecf1e6", "fff6e0", 0.03, False, False),
    "sore": ("e6b873", "fcebcb", "e58f45", 0.13, False, False),
    "kabut": ("bcd2cd", "f5efe2", "dbe3da", 0.22, False, True),
    "mendung": ("9bb0b1", "e8e5d8", "8a9d9f", 0.15, False, True),
    "hujan": ("78959c", "cdd4ce", "5c7b84", 0.22, False, True),
    "senja": ("245d69", "f2ad7d", "33485c", 0.32, True, False),
    "malam": ("0b2d36", "2f6b72", "0d3844", 0.52, True, True),
}
DAYS = ["pagi", "pagi", "siang", "siang", "sore", "sore", "kabut", "mendung", "hujan", "senja"]
MOTIF_MOODS = {"lampu-jalan": ["senja", "malam"], "banjir": ["hujan", "mendung", "kabut"]}


def rgb(code: str) -> Colour:
    """Turn six hexadecimal digits into a colour."""
    return tuple(bytes.fromhex(code))


def mix(one: Colour, two: Colour, share: float) -> Colour:
    """Blend a share of the second colour into the first."""
    return tuple(round(p + (q - p) * share) for p, q in zip(one, two, strict=False))


def ramp(height: int, *colours: Colour) -> Image.Image:
    """Fill a band of the given height with a vertical run of colours."""
    strip = Image.new("RGB", (1, len(colours)))
    for i, colour in enumerate(colours):
        strip.putpixel((0, i), (colour[0], colour[1], colour[2]))
    return strip.resize((W * K, height * K), Image.Resampling.BICUBIC)


class Stage:
    """A canvas of twice the final size on which one picture is played."""

    def __init__(self, path: str, motif: str) -> None:
        """Choose plan, hour, weather and light from the seed."""
        self.rng = random.Random(hashlib.sha256(f"{path}|{motif}".encode()).digest())
        plans = [
            line.split(": ", 1)[1] for line in PLANS.splitlines() if line.startswith(motif + ":")
        ]
        if not plans:
            raise SystemExit(f"{path}: unknown motif {motif!r}")
        self.plan = self.rng.choice(plans)
        inside = self.plan.startswith("@ruang")
        self.mood = self.rng.choice(DAYS[:4] if inside else MOTIF_MOODS.get(motif, DAYS))
        top, low, light, self.tint, self.dark, self.soft = MOODS[self.mood]
        self.top, self.low, self.light = rgb(top), rgb(low), rgb(light)
        self.img = Image.new("RGB", (W * K, H * K))
        self.draw = ImageDraw.Draw(self.img, "RGBA")
        self.sun, self.shift = self.rng.choice([-1, 1]), 0.0

    def colour(self, text: str, names: dict[str, str] | None = None) -> Colour:
        """Resolve a colour name, its shade and its opacity under the present light."""
        found = re.match("[A-Z]", text)
        text = (names or {})[text[0]] + text[1:] if found else text
        base, shades, opacity = re.fullmatch(r"([a-z]+)([+-]*)~?(\d*)", text).groups()  # type: ignore[union-attr]
        lit = self.dark and base in ("glass", "lamp")
        value = rgb("f8cf7c" if lit else PALETTE[base])
        for sign in shades:
            value = mix(value, *((rgb("fffaf0"), 0.32) if sign == "+" else (rgb("0f3036"), 0.2)))
        value = mix(value, self.light, 0.06 if lit else self.tint)
        return (*value, round(2.55 * float(opacity or 100)))

    def poly(self, points: Points, colour: Colour) -> None:
        """Fill a polygon given in picture units."""
        self.draw.polygon([(x * K, y * K) for x, y in points], fill=colour)

    def blob(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Fill an ellipse."""
        self.draw.ellipse(((x - rx) * K, (y - ry) * K, (x + rx) * K, (y + ry) * K), fill=colour)

    def line(self, points: Points, width: float, colour: Colour) -> None:
        """Draw a line with round ends."""
        big = [(x * K, y * K) for x, y in points]
        self.draw.line(big, fill=colour, width=max(1, round(width * K)), joint="curve")
        for x, y in points if width > 2 and colour[3] == 255 else []:
            self.blob(x, y, width / 2, width / 2, colour)

    def leaf(self, x: float, y: float, deg: float, size: float, width: float, c: Colour) -> None:
        """Fill a pointed leaf that droops towards its tip."""
        ux, uy = math.cos(math.radians(deg)), math.sin(math.radians(deg))
        one: Points = []
        two: Points = []
        for i in range(13):
            t, half = i / 12, width * math.sin(math.pi * (i / 12) ** 0.8) / 2
            cx, cy = x + ux * size * t, y - uy * size * t + size * 0.28 * t * t
            one.append((cx - uy * half, cy - ux * half))
            two.insert(0, (cx + uy * half, cy + ux * half))
        self.poly(one + two, c)

    def glow(self, x: float, y: float, radius: float, colour: Colour, power: float) -> None:
        """Lay a soft round light over the picture."""
        mask = ImageChops.invert(Image.radial_gradient("L")).resize((round(radius * 2 * K),) * 2)
        mask = mask.point([max(0, round((v - 74) * 1.4 * power)) for v in range(256)])
        self.img.paste(colour[:3], (round((x - radius) * K), round((y - radius) * K)), mask)

    def play(self, text: str, x: float = 0, y: float = 0, s: float = 0) -> None:
        """Perform a description; at the top level (s = 0) size follows depth."""
        names = dict(zip("ABC", self.rng.sample(ACCENTS, 3), strict=True))
        names["D"] = self.rng.choice(WALLS)
        for words in filter(None, (part.split() for part in text.split(";"))):
            item, count, dx, dy = words, 1, 0.0, 0.0
            if item[0] == "?":
                item, count = words[1:], int(self.rng.random() < 0.6)
            if item[0][0] == "*":
                n, dx, dy = (float(v) for v in item[0][1:].split(","))
                item, count = item[1:], int(n)
            for i in range(count):
                self.act(item, x + i * dx * (s or 1), y + i * dy * abs(s or 1), s, names)

    def act(self, item: list[str], x: float, y: float, s: float, names: dict[str, str]) -> None:
        """Perform one item of a description."""
        op, k, tall = item[0], s or 1.0, abs(s or 1.0)
        v = [float(w) if re.fullmatch(r"-?[\d.]+", w) else 0.0 for w in item[1:]]
        pts = [
            (x + float(w.split(",")[0]) * k, y + float(w.split(",")[1]) * tall)
            for w in item
            if "," in w
        ]
        c = next((self.colour(w, names) for w in item[1:] if w[0].isalpha()), ())
        if op[0] == "@":
            name, _, how = self.rng.choice(op[1:].split("|")).partition(":")
            v = (v + [0.0, 0.0, 1.0][len(v) :])[:3]
            if not s and len(item) > 1:  # on the open stage things move a little, larger in front
                still = how.endswith(("duduk", "sila"))  # those who sit move with their seat
                self.shift = self.shift if still else self.rng.uniform(-26, 26)
                if name in ("orang", "pohon") and not still and self.rng.random() < 0.1:
                    return
                v[0] += self.shift
                v[2] *= (0.55 + max(0, v[1] - 510) / 150) * self.rng.uniform(0.95, 1.06)
            args = (x + v[0] * k, y + v[1] * tall, v[2] * k)
            PARTS[name](self, *args, how) if name in PARTS else self.play(PROPS[name], *args)
        elif op == "r":
            x0, x1 = sorted((x + v[0] * k, x + (v[0] + v[2]) * k))
            box = [x0 * K, (y + v[1] * tall) * K, x1 * K, (y + (v[1] + v[3]) * tall) * K]
            self.draw.rounded_rectangle(box, v[5] * tall * K if len(v) > 5 else 0, fill=c)
        elif op == "e":
            self.blob(x + v[0] * k, y + v[1] * tall, v[2] * tall, v[3] * tall, c)
        elif op == "p":
            self.poly(pts, c)
        elif op == "l":
            self.line(pts, v[1] * tall, c)
        elif op == "f":
            deg = v[3] if k > 0 else 180 - v[3]
            self.leaf(x + v[1] * k, y + v[2] * tall, deg, v[4] * tall, v[5] * tall, c)
        elif op == "s":
            shade = self.colour(f"ink~{12 if self.soft else 24}")
            self.blob(
                x + self.sun * v[0] * tall / 4,
                y,
                v[0] * tall * 1.1,
                max(3, v[0] * tall * 0.1),
                shade,
            )
        elif op == "g" and self.dark:
            self.glow(x + v[0] * k, y + v[1] * tall, v[2] * tall, rgb("ffd98a"), 0.6)


def langit(st: Stage, x: float, y: float, s: float, how: str) -> None:
    """Paint the sky, its sun or moon, clouds and birds."""
    st.img.paste(ramp(HORIZON + 60, st.top, mix(st.top, st.low, 0.55), st.low), (0, 0))
    sx, sy = 600 + st.sun * -st.rng.uniform(150, 430), st.rng.uniform(110, 330)
    if not st.soft or st.dark:
        st.glow(sx, sy, 260, (255, 246, 220), 0.5)
        st.blob(sx, sy, 44, 44, (255, 244, 214, 235))
    for _ in range(st.rng.randint(2, 5) + 3 * st.soft):
        cx, cy, w = st.rng.uniform(0, W), st.rng.uniform(50, 300), st.rng.uniform(60, 150)
        c = (*mix(st.low, (255, 252, 244), 0.35), 60 if st.dark else 150)
        layer = Image.new("L", st.img.size)
        pen = ImageDraw.Draw(layer)
        for j in range(5):
            px, r = (
                cx + (j - 2) * w * 0.42,
                w * (0.42 - 0.09 * abs(j - 2)) * st.rng.uniform(0.8, 1.1),
            )
            pen.ellipse([v * K for v in (px - r * 1.3, cy - r, px + r * 1.3, cy + r)], fill=c[3])
        pen.rectangle([0, cy * K, W * K, H * K], fill=0)
        st.img.paste(c[:3], (0, 0), layer)
    for _ in range(st.rng.choice([0, 0, 3, 5])):
        bx, by = sx + st.rng.uniform(-160, 160), sy + st.rng.uniform(-60, 90)
        st.line([(bx - 9, by - 4), (bx, by), (bx + 9, by - 5)], 1.8, st.colour("ink~70"))


def bukit(st: Stage, x: float, y: float, s: float, how: str) -> None:
    """Lay ranges of hills in the haze, the upturned boat of the volcano among them."""
    peak, wide = st.rng.uniform(150, 1050), st.rng.uniform(150, 260)
    for i, (base, amp) in enumerate([(455, 60), (478, 75), (505, 62)]):
        a, b, f = st.rng.uniform(0, 7), st.rng.uniform(0, 7), st.rng.uniform(0.004, 0.007)
        ridge = [(0.0, 640.0)]
        for px in range(-10, W + 20, 10):
            wave = 0.5 + 0.32 * math.sin(px * f + a) + 0.18 * math.sin(px * f * 2.7 + b)
            boat = max(0.0, min(1.0, 1.9 - abs(px - peak) / wide)) if i == 0 else 0.0
            ridge.append((px, base - amp * wave - 95 * boat * boat * (3 - 2 * boat)))
        near = mix(st.colour(["lagoon", "green", "moss"][i])[:3], st.low, 0.66 - 0.2 * i)
        st.poly([*ridge, (W, 640.0)], near)
        st.glow(st.rng.uniform(200, 1000), base + 40, 420, st.low, 0.35)


def kota(st: Stage, x: float, y: float, s: float, how: str) -> None:
    """Set a far row of towers, or with `lereng` houses climbing a slope."""
    for n in range(75 if how == "lereng" else 0):
        px = n % 15 * 88 + n // 15 % 2 * 40 + st.rng.uniform(-26, 6)
        part, name = st.rng.choice([(gedung, "rumah")] * 4 + [(pohon, "bulat")])
        part(st, px, 408 + n // 15 * 26 + st.rng.uniform(-7, 7), 0.19 + n // 15 * 0.03, name)
    for _ in range(0 if how else 24):
        px, w, h = st.rng.uniform(-40, W), st.rng.uniform(34, 84), st.rng.uniform(40, 170)
        wall = st.colour(st.rng.choice(["lagoon", "stone", "rose", "sand", "blue"]))
        c = mix(wall[:3], st.low, 0.5)
        st.poly([(px, 540), (px, 505 - h), (px + w, 505 - h), (px + w, 540)], c)
        for n in range(int(h // 18) * int(w // 15)):
            wx, wy = px + 6 + n % int(w // 15) * 15, 513 - h + n // int(w // 15) * 18
            lit = st.dark and st.rng.random() < 0.6
            pane = st.colour("lamp") if lit else mix(c, st.low, 0.3)
            st.poly([(wx, wy), (wx + 7, wy), (wx + 7, wy + 9), (wx, wy + 9)], pane)
    for i in range(34):
        px, r = i * 37 + st.rng.uniform(-14, 14), st.rng.uniform(15, 30)
        st.blob(px, 520 - r * 0.3, r * 1.25, r, mix(st.colour("moss")[:3], st.low, 0.25))


def lantai(st: Stage, x: float, y: float, s: float, how: str) -> None:
    """Lay the ground: grass, paving, earth or asphalt, and its texture."""
    base = {"rumput": "sage", "paving": "sand", "tanah": "rose+", "aspal": "road+"}[how]
    near, far = st.colour(base + "-")[:3], mix(st.colour(base + "+")[:3], st.low, 0.15)
    st.img.paste(ramp(290, far, st.colour(base)[:3], near), (0, 515 * K))
    if how == "paving":
        vx = st.rng.uniform(350, 850)
        st.play(
            "".join(f"l brown~16 1.2 {vx + i * 34},515 {vx + i * 190},800;" for i in range(-24, 25))
        )
        st.play("".join(f"r 0 {520 + i * i * 4.2} {W} 1.2 brown~16;" for i in range(9)))
    for _ in range(0 if how == "paving" else 70):
        px, py = st.rng.uniform(0, W), st.rng.uniform(525, 800)
        text = f"e 0 0 75 8 {st.rng.choice(['brown~14', 'white~22'])}"
        if how == "rumput":
            green = st.rng.choice(["leaf", "moss~70", "sage+"])
            text = ";".join(f"f {green} 0 0 {deg} 85 20" for deg in (60, 90, 120))
        st.play(text, px, py, (py - 480) / 1000)
    for _ in range(3):
        shade = st.colour("ink~8" if how != "aspal" else "white~12")
        st.blob(st.rng.uniform(0, W), st.rng.uniform(560, 780), 300, 14, shade)


def rumpun(rng: random.Random, how: str, green: str) -> str:
    """Describe a palm, a banana or a stand of bamboo: stems with leaves around the top."""
    stems, leaves, top, lean, stem, size, wide = {
        "palem": (1, 11, 250, 30, "wood- 12", 110, 20),
        "pisang": (1, 8, 70, 4, "wood- 12", 120, 34),
        "bambu": (7, 6, 210, 50, "sage- 5", 62, 9),
    }[how]
    text = ""
    for j in range(stems):
        off, bend = (j - stems // 2) * 9, lean * rng.uniform(-1, 1)
        text += f"l {stem} {off},0 {off + bend * 0.3},{-top * 0.55} {off + bend},{-top};"
        for i in range(leaves):
            deg, long = i / leaves * 250 - 35 + rng.uniform(-8, 8), size * rng.uniform(0.85, 1.1)
            shade = rng.choice(["", "-", "+"])
            text += f"f {green}{shade} {off + bend} {-top} {deg} {long} {wide};"
    return text


def pohon(st: Stage, x: float, y: float, s: float, how: str) -> None:
    """Grow a tree: round, umbrella, cypress, palm, banana, bamboo or shrub."""
    rng, k = st.rng, abs(s)
    how = how or rng.choice(["bulat", "bulat", "payung", "cemara", "palem"])
    green = rng.choice(["leaf", "moss", "green", "pine+", "sage-"])
    text = "s 70;" if how != "perdu" else "s 40;"
    if how in ("palem", "pisang", "bambu"):
        return st.play(text + rumpun(rng, how, green), x, y, k)
    if how == "cemara":
        text += "l brown 10 0,0 0,-40;"
        for w, b in ((62 - i * 10, -26 - i * 42) for i in range(5)):
            text += f"p {green}- {-w},{b} 0,{b - 84} {w},{b};"
            text += f"p {green} 0,{b} 0,{b - 84} {-w * st.sun},{b};"
        return st.play(text, x, y, k)
    sizes = {"bulat": (78, 62, 170), "payung": (135, 36, 190), "perdu": (40, 22, 20)}
    wide, high, lift = sizes[how]
    if how != "perdu":
        text += f"p brown -11,0 -6,{-lift} 6,{-lift} 11,0;"
        text += f"l brown 7 {-wide / 2},{-lift * 0.95} 0,{-lift / 2} {wide / 2},{-lift * 0.95};"
    lumps = [(rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(0.42, 0.6)) for _ in range(13)]
    for shade, push, part in (("-", 0.0, 1.0), ("", -0.13, 0.82), ("+", -0.3, 0.45)):
        for a, e, r in lumps if part > 0.5 else lumps[:7]:
            cx = (a * 0.62 + st.sun * push) * wide
            cy = -lift - (e * 0.55 * (1 - a * a * 0.5) - push) * high
            text += f"e {cx} {cy} {r * wide * part} {r * high * 1.15 * part} {green}{shade};"
    return st.play(text, x, y, k)


BUILDINGS: dict[str, tuple[int, int, tuple[int, ...], int, str]] = {
    # width, height of a floor, floors, bays, roofs
    "rumah": (330, 150, (1,), 3, "pelana limas julang"),
    "ruko": (250, 140, (2, 3), 3, "datar limas"),
    "kantor": (700, 150, (2,), 7, "limas julang"),
    "sekolah": (860, 150, (1, 2), 8, "limas"),
    "balai": (520, 150, (1,), 5, "julang"),
    "puskesmas": (600, 150, (1, 2), 6, "datar limas"),
    "menara": (230, 95, (4, 5, 6), 4, "datar"),
    "pustaka": (620, 165, (2,), 6, "datar julang"),
}


def atap(roof: str, half: float, h: float, colour: str) -> str:
    """Describe a roof over a wall of the given half width and height."""
    if roof == "datar":
        return f"r {-half - 10} {-h - 20} {half * 2 + 20} 24 {colour};"
    high = {"pelana": 95, "limas": 80, "julang": 105}[roof] + half * 0.06
    ridge, eave, base = half * {"pelana": 0.9, "limas": 0.62, "julang": 0.5}[roof], half + 26, 6 - h
    steps = [(eave, 0.0), (ridge, high)]
    if roof == "julang":  # the spread wings of a Sundanese roof
        eave, steps = half * 0.95, [(half + 48, -4.0), (half * 0.74, high * 0.42), (ridge, high)]
    edge = [(-q, z) for q, z in steps] + steps[::-1]
    text = f"p {colour} " + " ".join(f"{q},{base - z}" for q, z in edge) + ";"
    for i in range(1, 6):
        q = eave + (ridge - eave) * i / 6 - (4 if roof == "julang" else 0)
        text += f"r {-q} {base - high * i / 6} {q * 2} 1.5 ink~16;"
    return text + f"r {-ridge - 4} {base - high - 4} {ridge * 2 + 8} 10 {colour}-;"


def gedung(st: Stage, x: float, y: float, s: float, how: str) -> None:
    """Build a house, shop, school, office or tower, with roof, windows, door and porch."""
    w, fh, storeys, bays, roofs = BUILDINGS[how]
    floors, roof = st.rng.choice(storeys), st.rng.choice(roofs.split())
    d, paint = st.rng.choice(WALLS), st.rng.choice(["terra", "rust", "terra-", "brown+", "teal"])
    h, half, bay, wide = fh * floors, w / 2, w / bays, 0.36 if how == "pustaka" else 0.25
    text = f"s {half}; r {-half} {-h} {w} {h} {d}; r {-half} -14 {w} 14 {d}--;"
    text += f"r {half - w * 0.2 if st.sun > 0 else -half} {-h} {w * 0.2} {h} ink~10;"
    for n in range(floors * bays):
        mid, low, pane = -half + bay * (n % bays + 0.5), -(n // bays) * fh, bay * wide
        if n < bays and (how == "ruko" or n == bays // 2):
            text += f"r {mid - bay * 0.36} {-fh * 0.66} {bay * 0.72} {fh * 0.66 - 4} "
            text += "glass-;" if how == "ruko" else f"{paint}-;"
            text += f"r {mid - bay * 0.28} {-fh * 0.6} {bay * 0.56} {fh * 0.6 - 10} glass;"
            continue
        text += f"r {mid - pane - 5} {low - fh * 0.78} {pane * 2 + 10} {fh * 0.5} white;"
        for left in (mid - pane, mid + 2):
            glass = "glass" if st.rng.random() < 0.75 else "glass-"
            text += f"r {left} {low - fh * 0.75} {pane - 2} {fh * 0.43} {glass};"
        text += f"r {mid - pane - 10} {low - fh * 0.29} {pane * 2 + 20} {fh * 0.04} {d}--;"
    for level in range(1, floors):
        text += f"r {-half - 6} {-level * fh - 6} {w + 12} 12 {d}-;"
    text += f"r {-half} {-h} {w} 20 ink~22;" + atap(roof, half, h, paint)
    if how not in ("rumah", "ruko", "menara"):
        post = "wood" if how == "balai" else "white"
        text += f"*{bays + 1},{bay},0 r {-half - 5} {-h} 10 {h} {post};"
        text += f"r {-half * 0.3} -9 {w * 0.3} 9 stone+;"
        text += f"r {-half * 0.24} {-fh * 0.92} {w * 0.24} {fh * 0.14} {paint}-;"
    if how == "ruko":
        text += f"p A {-half - 12},-92 {half + 12},-92 {half},-120 {-half},-120;"
        text += f"r {-half} -142 {w} 20 B;"
    if how == "puskesmas":
        text += (
            f"e 0 {-h - 34} 40 40 white; r -9 {-h - 58} 18 48 green; r -24 {-h - 43} 48 18 green"
        )
    st.play(text, x, y, abs(s))


POSES = {  # left hand, right hand, half stride, lean
    "diri": (-15, -46, 15, -46, 4, 0), "jalan": (-17, -50, 17, -54, 13, 2),
    "kerja": (20, -44, 27, -54, 11, 10), "angkat": (22, -60, 24, -58, 8, 3),
    "tunjuk": (-15, -46, 32, -70, 5, 1), "lambai": (-15, -46, 24, -112, 6, 0),
    "duduk": (14, -50, 18, -48, 0, 0), "gendong": (12, -66, 8, -58, 4, 0),
    "kemas": (22, -60, 26, -64, 4, 3), "sila": (12, -48, 16, -50, 0, 0),
    "separuh": (-24, -48, 26, -50, 0, 0),
}  # fmt: skip
FOLK = {  # top, below, head
    "ibu": ("", "", "veil"), "bapak": ("", "navy", "hair"), "anak": ("", "navy", "hair"),
    "petugas": ("teal", "ink", "cap"), "pekerja": ("ochre", "navy", "helmet"),
    "siswa": ("white", "red", "hair"), "remaja": ("", "ink", "hair"),
    "guru": ("lagoon", "", "veil"), "damkar": ("rust", "rust", "helmet"),
}  # fmt: skip
CARRY = {
    "gendong": "r -2 -76 22 26 cream 10; e 13 -78 7 7 skin;",
    "angkat": "r 12 -78 30 24 wood+ 2; r 12 -70 30 4 wood;",
    "kerja": "l brown 3 14,-74 44,-4; r 36 -6 18 6 ochre 2;",
}


def kepala(rng: random.Random, head: str, skin: str, lean: int, neck: int) -> str:
    """Describe a head from neck to veil, hair, cap or helmet; it has no face."""
    x, y = lean * 1.3, neck - 13
    text = f"r {x - 4} {y + 4} 8 12 {skin} 3; e {x} {y} 9 10.5 {skin};"
    if head == "hair":
        return text + f"e {x - 2} {y - 4} 10 9 hair; e {x + 4} {y + 2} 6 7 {skin}"
    if head == "cap":
        return text + f"e {x - 1} {y - 6} 10 7 teal-; r {x - 2} {y - 6} 17 4 teal- 2"
    if head == "helmet":
        return text + f"e {x} {y - 5} 11 9 honey; r {x - 13} {y - 5} 27 4 honey- 2"
    veil = rng.choice(["cream", "rose", "honey", "aqua", "teal", "sand", "terra"])
    text += f"e {x - 1} {y - 1} 11.5 12.5 {veil}; p {veil} {x - 11},{y} {x + 9},{y + 4} "
    text += f"{lean + 14},{neck + 15} {lean - 14},{neck + 15};"
    return text + f"e {x + 3} {y} 7 8.5 {skin}"


def kaki(pose: str, gown: bool, below: str, hip: int, stride: int) -> str:
    """Describe what is below the hip: legs, a gown, a seat on chair or floor, or nothing."""
    if pose == "duduk":
        text = f"l {below} 12 0,{hip} 24,{hip + 2} 26,-4; l {below}- 12 0,{hip} 20,{hip + 2} 20,-4;"
        return text + "r 20 -5 17 6 ink 3;"
    if pose in ("sila", "separuh"):
        return f"p {below} -24,2 24,2 16,-14 -16,-14;" if pose == "sila" else ""
    if gown:
        hem = 15 + stride / 2
        text = "r -11 -5 9 5 ink 2; r 3 -5 9 5 ink 2;"
        return text + f"p {below} -11,-56 11,-56 {hem},-4 {-hem},-4;"
    text = f"l {below}- 10 -4,{hip} {-stride},-4; l {below} 10 4,{hip} {stride},-4;"
    return text + f"r {-stride - 5} -5 14 5 ink 2; r {stride - 5} -5 14 5 ink 2;"


def orang(st: Stage, x: float, y: float, s: float, how: str) -> None:
    """Draw a person: `who-pose`, both optional."""
    who, _, pose = how.partition("-")
    who = who or st.rng.choice(["ibu", "bapak", "ibu", "remaja", "bapak"])
    pose = pose or st.rng.choice(["diri", "jalan", "jalan", "tunjuk"])
    lx, ly, rx, ry, stride, lean = POSES[pose]
    top, below, head = FOLK[who]
    top, skin = top or st.rng.choice(ACCENTS), "skin" + st.rng.choice(["", "+", "-"])
    below = below or top + st.rng.choice(["-", "--"])
    turn = -1 if st.rng.random() < 0.4 and pose not in ("kerja", "duduk") and s > 0 else 1
    drop = {"duduk": 22, "sila": 40, "separuh": 40}.get(pose, 0)
    hip, neck, ly, ry = drop - 48, drop - 82, ly + drop, ry + drop
    text = f"s {18 + stride};" + kaki(pose, head == "veil", below, hip, stride)
    text += f"l {top}- 7.5 {lean - 9},{neck + 7} {(lx + lean - 18) / 2},{(ly + neck) / 2 + 5} "
    text += f"{lx},{ly}; e {lx} {ly} 4 4 {skin};"
    text += f"p {top} {lean - 9},{neck} {lean + 9},{neck} {lean + 13},{neck + 6} "
    text += f"11,{hip + 4} -11,{hip + 4} {lean - 13},{neck + 6};" + CARRY.get(pose, "")
    text += f"l {top} 7.5 {lean + 9},{neck + 7} {(rx + lean + 18) / 2},{(ry + neck) / 2 + 6} "
    text += f"{rx},{ry}; e {rx} {ry} 4 4 {skin};"
    if who in ("pekerja", "damkar"):
        text += f"l honey+ 3 {lean - 11},{neck + 16} {lean + 11},{neck + 16};"
    text += kepala(st.rng, head, skin, lean, neck)
    st.play(text, x, y, s * turn * (0.68 if who in ("anak", "siswa") else 1.0))


def cermin(st: Stage, x: float, y: float, s: float, how: str) -> None:
    """Flood the picture below y with still water that mirrors what stands above it."""
    top = round(y * K)
    depth = H * K - top
    part = st.img.crop((0, top - depth, W * K, top)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    water = Image.new("RGB", part.size, st.colour({"": "water", "keruh": "mud"}[how])[:3])
    st.img.paste(Image.blend(part, water, 0.6), (0, top))
    for _ in range(60):
        px, py = st.rng.uniform(0, W), y + 6 + st.rng.random() ** 1.3 * (H - y)
        w = 20 + (py - y) * st.rng.uniform(0.2, 0.6)
        shade = st.colour(st.rng.choice(["white~26", "ink~10", "white~16"]))
        st.blob(px, py, w, 1 + (py - y) / 130, shade)


def finish(st: Stage) -> bytes:
    """Add rain, frame the view, scale it down, grain it and pack it as JPEG."""
    rng = st.rng
    for _ in range(260 if st.mood == "hujan" else 0):
        x, y, n = rng.uniform(0, W), rng.uniform(-20, H), rng.uniform(18, 42)
        st.line([(x, y), (x - n * 0.22, y + n)], 1.3, (240, 246, 244, 70))
    zoom = rng.choice([1.02, 1.1, 1.22, 1.36]) * rng.uniform(1.0, 1.1)
    w, h = round(W * K / zoom), round(H * K / zoom)
    left = round((W * K - w) * rng.uniform(0.2, 0.8))
    top = round((H * K - h) * rng.uniform(0.6, 0.92))
    img = st.img.resize((W, H), Image.Resampling.LANCZOS, (left, top, left + w, top + h))
    img = img.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if rng.random() < 0.5 else img
    noise = Image.frombytes("L", (W // 2, H // 2), rng.randbytes(W * H // 4)).resize((W, H))
    grain = noise.point([round(128 + (v - 128) * 0.046) for v in range(256)])
    img = ImageChops.overlay(img, Image.merge("RGB", (grain,) * 3))
    for quality in (72, 66, 60, 54, 48, 40):
        data = io.BytesIO()
        img.save(data, "JPEG", quality=quality, progressive=True, optimize=True)
        if data.tell() <= 80_000:
            break
    return data.getvalue()


Part = Callable[[Stage, float, float, float, str], None]
HANDS: list[Part] = [langit, bukit, kota, lantai, pohon, gedung, orang, cermin]
PARTS = {hand.__name__: hand for hand in HANDS}
# Things, each made of simple shapes.
PROPS_TEXT = """
ruang: p D 0,0 1200,0 1200,800 0,800; p white~25 0,0 700,0 380,590 0,590; r 0 300 1200 290 C~16; r 0 590 1200 210 wood+; *7,0,30 r 0 600 1200 1.5 brown~20; p white~22 420,590 760,590 560,800 120,800; r 0 580 1200 12 white; r 0 296 1200 5 white~70; @jendela|jendela2 300 330 1; @jendela|lukis 900 330 1; *3,330,0 @gantung 270 0 1
jendela: r -135 -235 270 240 white 4; r -125 -225 250 220 sky; e 60 -170 30 30 honey+; p lagoon+ -125,-70 -60,-120 20,-80 80,-110 125,-80 125,-5 -125,-5; e -80 -30 60 40 leaf; e 40 -20 90 34 moss; r -4 -225 8 220 white; r -125 -120 250 6 white; r -145 0 290 12 wood; ? r -140 -240 60 240 A~85; ? f moss -90 2 70 40 12
jendela2: *3,100,0 @kaca -100 0 1
kaca: r -46 -230 92 235 white 40; r -38 -222 76 220 sky 34; e 0 -30 38 34 leaf; p moss -38,-30 10,-60 38,-20 38,-2 -38,-2; r -2 -222 4 220 white
lukis: r -120 -190 110 140 wood; r -112 -182 94 124 cream; e -65 -130 26 26 A; p B -112,-90 -60,-120 -18,-80 -18,-58 -112,-58; r 20 -170 90 110 wood; r 28 -162 74 94 white; f moss 65 -70 90 80 18; f leaf 65 -70 60 60 18; f leaf 65 -70 120 60 18
gantung: l ink 2 0,0 0,90; p A -34,120 -16,88 16,88 34,120; e 0 121 20 7 lamp; g 0 124 170
bangku: s 62; r -52 -32 7 32 ink; r 46 -32 7 32 ink; r -62 -38 124 8 wood 3; r -62 -64 124 7 wood+ 3; r -62 -52 124 7 wood 3; r -50 -62 5 30 ink; r 46 -62 5 30 ink
meja: s 95; r -82 -50 8 50 wood-; r 74 -50 8 50 wood-; p A -94,-60 94,-60 90,-16 -90,-16; p A- -94,-60 94,-60 93,-52 -93,-52; r -60 -70 34 9 white; r 10 -68 26 7 B; r 14 -75 22 7 C; e 62 -66 9 7 honey
timbang: s 50; l wood 6 -46,0 0,-176 46,0; l wood- 5 0,-176 12,0; l ink 3 0,-172 0,-128; l ochre 5 -40,-126 40,-130; e 30 -122 8 8 ink; l ink 2 -6,-128 -18,-84; l ink 2 -6,-128 14,-84; e -2 -92 9 9 skin; e -2 -96 9 6 hair; p B -24,-86 20,-86 12,-50 -16,-50
ukur: r -8 -150 16 150 honey; *9,0,-15 r -8 -20 9 2 ink; r -20 -4 40 6 wood
tenda: *2,280,0 r -143 -160 6 160 stone-; *2,200,0 r -102 -150 5 150 stone; p A -165,-158 -60,-222 60,-222 165,-158; p white -100,-158 -36,-222 -12,-222 -35,-158; p white 30,-158 12,-222 36,-222 98,-158; *10,33,0 e -149 -157 16.5 14 A; *3,132,0 e -83 -157 16.5 14 white
lapak: s 130; *2,226,0 r -116 -170 6 170 wood-; r -120 -56 240 56 wood; *5,48,0 r -116 -50 42 44 wood-; p cream -124,-58 124,-58 118,-78 -118,-78; @isi -80 -66 1; @isi 0 -66 1; @isi 80 -66 1; p A -136,-150 -112,-196 112,-196 136,-150; *4,64,0 p white -104,-150 -88,-196 -58,-196 -72,-150; *8,34,0 e -119 -149 17 12 A; *4,68,0 e -85 -149 17 12 white; g 0 -140 120
isi: *4,16,0 e -26 -8 10 10 A; *3,16,0 e -18 -20 10 10 A+; *2,16,0 e -10 -31 9 9 A
lampu: s 16; r -9 -14 18 14 ink; r -4 -270 8 262 ink 2; l ink 6 0,-266 14,-284 52,-288; p lamp 34,-290 74,-290 68,-280 40,-280; g 54 -280 150; g 54 -270 60
taman_lampu: s 10; r -3 -150 6 150 ink; e 0 -158 17 17 lamp; r -9 -145 18 5 ink; g 0 -158 100
tong: *3,46,0 e -46 0 24 4 ink~24; p moss -64,-62 -28,-62 -32,0 -60,0; p honey -18,-62 18,-62 14,0 -14,0; p blue 28,-62 64,-62 60,0 32,0; *3,46,0 r -66 -70 40 9 ink~60 4
tas: s 30; e 0 -20 27 22 ink; p ink -8,-36 8,-36 12,-52 -12,-52; e -9 -26 7 12 white~20
karung: s 28; r -24 -58 48 58 A 14; p A- -12,-56 12,-56 18,-70 -18,-70; r -24 -34 48 8 white~40
tumpuk: @tas -50 0 1; @karung 0 2 1; @tas 46 3 .9; @tas -8 8 .8; ? @karung 88 4 .8
neraca: s 40; r -36 -14 72 14 ink 4; r 30 -96 7 84 stone-; e 33 -104 24 24 white; e 33 -104 19 19 A; l white 3 33,-104 42,-116; @karung -6 -14 .9
dus: s 30; r -28 -42 56 42 wood+; r -28 -42 56 9 wood; r -6 -42 12 24 cream
pot: s 20; *5,0,0 f leaf 0 -34 90 60 15; f moss 0 -34 50 58 15; f leaf 0 -34 130 62 16; f moss+ 0 -34 75 70 14; f leaf- 0 -34 20 46 13; f moss 0 -34 160 46 13; p A -22,-36 22,-36 15,0 -15,0; r -25 -42 50 9 A- 2
bunga: *9,9,0 f moss -36 3 80 30 7; *8,9,0 f leaf -32 3 110 28 7; *6,13,2 e -34 -24 4.5 4.5 A; *5,13,3 e -30 -30 4 4 B; *4,17,3 e -26 -16 4 4 A+; *3,20,2 e -22 -34 3 3 honey+
orang_rumput: *9,9,0 f moss -36 2 80 34 8; *8,9,0 f leaf -32 2 110 30 8
rak: s 90; r -92 -250 184 250 wood-; *4,0,58 r -84 -242 168 50 brown; *4,0,58 @buku 0 -192 1; r -98 -258 196 10 wood
buku: *6,27,0 r -80 -44 9 44 A; *6,27,0 r -70 -38 8 38 B; *6,27,0 r -61 -46 6 46 C; ? r 44 -46 40 46 brown; ? r 50 -8 30 8 honey
komputer: s 100; r -96 -62 192 10 wood; r -86 -52 8 52 ink; r 78 -52 8 52 ink; r -40 -132 86 58 ink 4; r -35 -127 76 48 glass; r -30 -120 34 5 white~70; r -30 -110 54 4 white~40; r -30 -102 44 4 white~40; r 12 -98 24 14 honey; r -4 -76 12 14 ink; r -20 -66 44 5 ink 2; r 56 -74 20 12 A; ? f leaf -70 -62 80 30 9; e -70 -66 9 8 B
kursi: s 30; r -22 -42 46 8 A 3; r -26 -92 8 56 A 3; l ink 4 -20,-36 -24,0; l ink 4 20,-36 24,0
loket: s 320; r -300 -96 600 96 A; *6,100,0 r -292 -86 84 76 A- 4; r -312 -108 624 14 wood+ 2; *4,150,0 @meja_loket -225 -108 1; *4,150,0 r -302 -232 5 124 stone; r 298 -232 5 124 stone; r -304 -240 608 10 stone; *4,150,0 p white~20 -290,-230 -210,-230 -250,-110 -290,-110
meja_loket: r -26 -50 52 36 ink 3; r -22 -46 44 28 glass; r -4 -16 8 16 ink; r 38 -12 22 12 white; r 38 -16 20 4 B
papan: s 36; r -40 0 4 0 ink; r -34 -120 5 120 wood-; r 30 -120 5 120 wood-; r -46 -130 92 66 A 3; r -38 -122 76 50 cream; *3,0,13 r -30 -114 44 5 ink~35; e 26 -100 8 8 B
bendera: s 10; r -3 -330 6 330 stone+; p red 3,-328 40,-322 76,-328 76,-304 40,-298 3,-304; p white 3,-304 40,-298 76,-304 76,-280 40,-274 3,-280; r -14 -12 28 12 stone
pagar: *12,40,0 r -240 -50 8 50 white; r -244 -42 460 6 white; r -244 -22 460 6 white
hidup: *10,50,0 e -225 -18 36 26 moss; *9,50,0 e -200 -28 32 20 leaf; r -250 -12 500 14 moss-
mobil: s 125; p A -125,-58 -88,-64 -54,-98 44,-98 84,-62 122,-54 126,-18 -126,-18; p glass -76,-64 -48,-91 -8,-91 -8,-64; p glass 2,-64 2,-91 40,-91 70,-64; r -126 -26 252 10 A-; e -76 -18 24 24 ink; e -76 -18 11 11 stone; e 76 -18 24 24 ink; e 76 -18 11 11 stone; e 118 -44 6 7 lamp; g 122 -44 60
angkot: s 115; p A -112,-112 70,-112 96,-72 112,-62 114,-18 -114,-18; r -114 -44 228 9 honey; p glass -100,-102 -52,-102 -52,-70 -100,-70; p glass -44,-102 4,-102 4,-70 -44,-70; p glass 12,-102 64,-102 84,-70 12,-70; r -46 -66 2 46 ink~30; e -70 -18 22 22 ink; e -70 -18 10 10 stone; e 70 -18 22 22 ink; e 70 -18 10 10 stone; e 106 -48 6 7 lamp; g 112 -46 60
bus: s 235; r -230 -176 460 152 A 16; r -230 -70 460 26 A-; r -230 -62 460 7 honey; *6,58,0 r -176 -158 52 70 glass 5; p glass 178,-158 220,-158 227,-80 178,-80; r -220 -158 38 134 glass- 4; r -202 -158 3 134 A; *2,270,0 e -135 -24 33 33 ink; *2,270,0 e -135 -24 15 15 stone; r -180 -184 200 10 A- 4; e 222 -50 6 10 lamp; r 176 -174 44 10 lamp 3; g 226 -50 90; *6,58,0 p white~22 -170,-92 -150,-154 -138,-154 -158,-92
damkarmobil: s 225; r -225 -140 290 116 red 6; p red 70,-164 176,-164 214,-90 222,-80 222,-24 70,-24; p glass 142,-150 172,-150 200,-92 142,-92; r 84 -150 50 58 glass 4; r -225 -62 447 10 white; *4,68,0 r -214 -128 58 56 stone+ 3; *4,68,0 r -214 -110 58 3 stone-; *4,68,0 r -214 -92 58 3 stone-; r 100 -182 44 18 blue 5; g 122 -176 90; l stone 6 -220,-158 110,-180; l stone 6 -220,-174 110,-196; *10,32,-1.8 l stone 4 -210,-158 -210,-174; *2,270,0 e -130 -24 34 34 ink; *2,270,0 e -130 -24 15 15 stone; r 214 -44 12 12 lamp
truk: s 190; p green -190,-150 66,-150 40,-36 -190,-36; p green- -190,-150 -160,-150 -170,-36 -190,-36; *5,40,0 r -150 -142 6 100 green-; p honey 78,-140 136,-140 168,-86 178,-78 178,-24 78,-24; p glass 96,-128 132,-128 154,-86 96,-86; r -190 -38 368 14 ink; *2,240,0 e -118 -22 30 30 ink; *2,240,0 e -118 -22 13 13 stone
motor: s 60; e -48 -20 21 21 ink; e 48 -20 21 21 ink; *2,96,0 e -48 -20 10 10 stone; p A -62,-46 -8,-42 4,-30 30,-34 40,-66 52,-40 24,-16 -30,-16; r -58 -54 56 10 ink 5; l ink 5 36,-78 52,-22; l ink 4 26,-80 42,-78
sepeda: s 56; *2,80,0 e -40 -28 28 28 ink; *2,80,0 e -40 -28 24.5 24.5 paper~75; l A 4 -40,-28 -14,-68 28,-68 40,-28; l A 4 -14,-68 2,-28 28,-68; l A 4 -40,-28 2,-28; l ink 4 28,-68 26,-84 40,-86; r -28 -78 26 6 ink 3
gerobak: s 70; r -70 -76 130 46 A 3; r -70 -62 130 8 white; l wood 5 60,-60 104,-64; e -34 -18 20 20 ink; e -34 -18 14 14 wood; r 40 -32 6 32 ink; *2,116,0 r -66 -140 5 66 wood; p B -82,-138 -66,-164 58,-164 74,-138; *3,34,0 r -52 -96 16 20 C 3; r 18 -92 30 16 glass
perahu: p ink~25 -130,2 130,2 100,16 -100,16; p terra -150,-42 150,-42 112,6 -112,6; p terra+ -150,-42 150,-42 142,-30 -142,-30; p terra- -130,-12 130,-12 112,6 -112,6
kerucut: s 18; p terra -5,-52 5,-52 16,-4 -16,-4; p white -8,-38 8,-38 11,-24 -11,-24; r -21 -6 42 6 terra-
pasir: s 70; p mud+ -80,0 -20,-48 10,-52 80,0; p mud 10,-52 80,0 0,0 -10,-20
ekskavator: s 110; r -90 -34 170 34 ink 17; *4,38,0 e -62 -17 11 11 stone-; p honey -80,-44 74,-44 74,-74 20,-78 20,-132 -40,-132 -48,-80 -80,-80; p glass -30,-124 12,-124 12,-82 -36,-82; l honey- 14 50,-66 130,-166 200,-110; l honey 10 200,-110 196,-52; p ink 176,-56 214,-56 206,-22 184,-14
jembatan: p stone -90,-60 1300,-60 1300,-20 -90,-20; r -90 -66 1390 8 stone+; *33,42,0 r -86 -96 6 34 A; r -90 -100 1390 7 A; *3,420,0 r 150 -20 46 110 stone-; *3,420,0 p ink~14 0,-20 1200,-20 1200,-8 0,-8
gazebo: s 130; *2,190,0 r -100 -130 10 130 wood-; *2,100,0 r -54 -124 8 124 wood; r -112 -20 224 20 stone+; r -100 -60 200 6 wood; p A -150,-126 -50,-188 -16,-214 16,-214 50,-188 150,-126; *3,0,24 p ink~16 -60,-184 60,-184 66,-180 -66,-180
ayunan: s 90; l A 7 -90,0 -66,-150 -42,0; l A 7 90,0 66,-150 42,0; l A 7 -66,-150 66,-150; l ink 2 -34,-148 -44,-44; l ink 2 -6,-148 -16,-44; r -50 -46 40 6 B; l ink 2 14,-148 20,-44; l ink 2 42,-148 48,-44; r 14 -46 40 6 B
seluncur: s 100; l A 8 -30,-110 60,-10 100,-8; l B 5 -62,0 -40,-112; l B 5 -30,0 -24,-112; *5,3,-20 l B 4 -60,-14 -30,-14; r -58 -116 44 8 C; p C -66,-150 -36,-180 -6,-150; *2,44,0 r -58 -150 4 40 B
bedeng: p soil -180,0 180,0 166,-26 -166,-26; p soil- -180,0 180,0 180,10 -180,10; *9,40,0 @sayur -160 -12 1
sayur: f leaf 0 0 70 36 12; f moss 0 0 110 36 12; f leaf+ 0 0 30 30 11; f moss 0 0 150 30 11; ? e 4 -14 6 6 A
galah: *7,40,0 l wood 4 -120,0 -116,-110; l wood 3 -130,-84 136,-84; *7,40,0 f leaf -118 -30 40 34 14; *7,40,0 f moss -118 -60 150 34 14; *7,40,0 f leaf -118 -96 60 30 13; *6,40,0 e -108 -52 6 8 terra
gawang: l white 6 -130,0 -130,-110 130,-110 130,0; *12,20,0 l white~50 1.5 -116,-108 -110,-4; *5,0,22 l white~50 1.5 -128,-96 128,-96
ring: s 20; r -5 -230 10 230 ink; r -46 -276 92 62 white 3; r -18 -250 36 26 terra~70; l terra 5 -20,-212 20,-212; *4,10,0 l white 2 -15,-210 -8,-184
bola: s 12; e 0 -13 13 13 white; p ink -5,-19 5,-19 7,-11 0,-6 -7,-11; l ink~50 1.5 -5,-19 -9,-23; l ink~50 1.5 5,-19 9,-23
jaring: *2,300,0 r -153 -120 6 120 ink; r -150 -118 300 8 white; *10,30,0 l white~60 1.5 -140,-110 -140,-66; *4,0,13 l white~60 1.5 -150,-106 150,-106
panggung: s 330; r -320 -44 640 44 brown; r -330 -52 660 12 wood; p A- -300,-330 300,-330 300,-52 -300,-52; *9,66,0 p A -294,-330 -262,-330 -254,-52 -290,-52; p B -320,-350 320,-350 320,-310 -320,-310; *8,80,0 e -280 -312 40 24 B; p honey~16 -60,-330 60,-330 220,-52 -220,-52; r -340 -356 18 312 wood-; r 322 -356 18 312 wood-; g -180 -300 190; g 180 -300 190
angklung: s 60; l wood 5 -66,0 -66,-122 66,-110 66,0; *6,20,0 r -58 -96 7 76 honey 3; *6,20,0 r -50 -78 6 58 honey- 3; l wood 5 -66,-20 66,-20
kendang: s 30; p rust -36,-44 36,-40 36,-6 -36,0; e -36 -22 9 22 cream; e 36 -23 7 17 cream-; l honey 2 -30,-40 -4,-6 20,-38 32,-8
gong: s 60; l wood 8 -60,0 -60,-120 60,-120 60,0; e 0 -66 42 42 ochre; e 0 -66 34 34 ochre-; e 0 -66 12 12 honey
sanggul: s 40; l wood 6 -34,0 0,-150 34,0; l wood- 5 0,-130 10,0; r -44 -140 88 84 white; r -38 -134 76 72 sky; e 16 -112 11 11 honey; p A -38,-80 -10,-110 38,-76 38,-62 -38,-62
masjid: s 420; *2,760,0 r -394 -520 28 520 white; *2,760,0 r -400 -430 40 10 sand; *2,760,0 r -400 -300 40 10 sand; *2,760,0 p honey -394,-520 -380,-590 -366,-520; *2,760,0 e -380 -524 18 20 honey; *2,760,0 p ink~12 -380,-520 -366,-520 -366,0 -380,0; *2,440,0 e -220 -160 54 56 terra; *2,440,0 l honey 4 -220,-214 -220,-232; *2,440,0 e -206 -160 38 52 terra-~40; r -310 -150 620 150 paper; r -330 -164 660 18 terra; p ink~10 190,-146 310,-146 310,0 190,0; *9,66,0 r -284 -124 40 124 aqua- 20; *9,66,0 r -276 -112 24 112 teal- 12; *9,66,0 r -280 -58 32 4 paper; r -130 -206 260 46 cream; *7,34,0 r -112 -198 22 34 glass 10; e 0 -206 118 112 terra-; r -140 -206 280 120 paper; *9,66,0 r -284 -124 40 124 teal- 20; *4,66,0 g -198 -50 60; p terra -118,-206 -112,-250 -86,-292 -40,-318 0,-340 40,-318 86,-292 112,-250 118,-206; p ink~14 20,-206 24,-328 86,-292 112,-250 118,-206; l honey 5 0,-338 0,-368; r -60 -20 120 20 stone
gapura: s 150; *2,240,0 r -140 -190 40 190 rust; *2,240,0 r -150 -202 60 14 sand; *2,240,0 p terra -150,-202 -120,-250 -90,-202; *2,240,0 r -148 -16 56 16 stone; r -112 -190 224 18 wood; p A -130,-188 0,-226 130,-188
halte: s 150; *2,260,0 r -134 -166 8 166 ink; r -126 -150 252 96 aqua~55; p A -160,-166 160,-180 160,-192 -160,-178; r -100 -42 200 8 wood; *2,180,0 r -92 -34 6 34 ink; r 140 -220 8 220 ink; r 126 -250 36 36 teal 6; r 134 -240 20 13 white 3; g 0 -150 140
semprot: l white~70 7 0,0 60,-70 150,-118 230,-116; l white~60 10 150,-118 230,-116 280,-96; *4,14,4 e 262 -104 14 10 white~50
kanopi: f pine -20 -10 -20 190 60; f moss -20 -10 -50 170 56; f pine- -10 40 -10 150 50; f moss 60 -20 -30 180 54; f pine- 120 -20 -60 130 46; f pine 180 -20 -30 120 40
semak: *6,74,0 e -190 16 58 52 pine-; *6,74,0 e -152 22 50 66 pine; *7,70,0 f moss -190 10 75 100 15; *7,70,0 f moss -186 10 105 92 14; *7,70,0 f green -184 10 60 76 13; *7,70,0 f pine -160 10 90 84 16; *7,70,0 f leaf -170 14 125 70 12
jalur: p road 0,585 1200,585 1200,690 0,690; p stone+ 0,578 1200,578 1200,588 0,588; p stone 0,690 1200,690 1200,702 0,702; *14,100,0 r 10 635 54 5 paper; r 0 588 1200 4 ink~20
jauh: p road 560,508 640,508 1130,800 70,800; p stone+ 560,508 566,508 120,800 70,800; p stone+ 634,508 640,508 1130,800 1080,800; p paper 598,520 602,520 603,540 597,540; p paper 596,560 604,560 606,600 594,600; p paper 593,630 607,630 611,690 589,690; p paper 587,730 613,730 618,800 582,800
trotoar: p sand 600,508 690,508 1200,720 1200,800 620,800; p honey 640,508 646,508 920,800 880,800; p white 594,508 602,508 622,800 584,800; p road 0,560 560,508 594,508 584,800 0,800; *7,0,42 l brown~20 1.5 606,540 1200,540; *4,0,70 p paper 300,560 320,560 290,600 262,600; p sage 690,508 1200,508 1200,720
selokan: p stone+ 500,508 700,508 1080,800 120,800; p stone- 540,508 660,508 930,800 270,800; p stone 540,508 560,508 400,800 270,800; p ink~22 640,508 660,508 930,800 800,800; p water 562,508 640,508 800,800 400,800; *5,12,44 p white~28 560,556 610,553 640,556 610,560; *4,-20,52 p white~24 610,580 700,577 740,582 680,586; *4,0,60 l ink~24 2 470,545 150,545
kali: p sand 480,506 760,506 640,560 980,640 1100,800 60,800 330,640 420,560; p water 510,508 730,508 600,560 900,640 1010,800 170,800 400,640 470,560; *5,10,44 p white~40 480,570 600,567 640,571 560,575; *4,30,40 p white~30 400,660 520,656 560,661 480,666; *5,-30,30 p lagoon~30 620,600 740,597 760,602 680,606
batu: s 30; p stone -34,0 -26,-22 -4,-32 22,-22 34,0; p stone+ -26,-22 -4,-32 4,-20 -14,-14
lapangan: p terra 150,560 1050,560 1250,790 -50,790; *3,0,0 l white 4 190,572 1010,572 1180,776 20,776 190,572; l white 4 600,572 600,776; e 600 660 96 40 white~60; e 600 660 90 36 terra
karpet: p A 300,640 900,640 1020,770 180,770; p B 330,650 870,650 970,758 230,758; p A 350,658 850,658 940,748 260,748
tanggul: p stone- 0,560 1200,560 1200,600 0,600; *30,42,0 r 0 560 2 40 ink~20; r 0 552 1200 10 stone+
ambulans: s 170; r -160 -120 220 96 white 10; p white 50,-120 96,-120 138,-74 160,-64 160,-24 50,-24; p glass 72,-110 94,-110 126,-72 72,-72; r -150 -108 90 36 glass 5; r -160 -60 320 12 green; r -22 -106 10 36 green; r -35 -93 36 10 green; r 40 -134 36 14 blue 5; *2,190,0 e -96 -24 27 27 ink; *2,190,0 e -96 -24 12 12 stone; g 58 -128 70
setapak: p cream 530,512 610,512 700,570 620,640 820,800 360,800 440,640 560,570; *4,8,46 p sand 560,600 620,598 630,604 566,606
pinggir: r 0 742 1200 60 road; r 0 736 1200 12 stone+; *24,52,0 r 0 736 26 12 ink~55
rumput: *9,16,0 f moss -70 4 75 50 11; *9,16,0 f leaf -62 6 105 42 11; *5,28,0 f sage -60 6 90 34 9
parit: p stone+ 0,640 1200,640 1200,655 0,655; p stone- 0,655 1200,655 1200,700 0,700; p water 0,700 1200,700 1200,745 0,745; *6,220,8 p white~34 20,712 120,709 140,714 40,717; p stone+ 0,745 1200,745 1200,765 0,765; *20,62,0 l ink~20 1.5 30,655 30,700
papantulis: r -230 -250 460 190 wood 4; r -220 -240 440 170 pine; *3,0,34 r -190 -216 170 6 white~60 3; p white~50 60,-120 120,-210 180,-120; e 120 -150 20 20 honey~70; r -230 -62 460 10 wood-
bangku_sekolah: s 80; r -20 -66 110 9 wood 2; r -10 -58 7 58 ink; r 78 -58 7 58 ink; r 20 -72 34 6 white; r 60 -78 14 12 A; r -90 -40 50 7 A; r -92 -80 7 42 A; r -88 -34 6 34 ink; r -50 -34 6 34 ink
rak_barang: s 90; r -96 -220 8 220 ink; r 88 -220 8 220 ink; *4,0,54 r -96 -218 192 7 wood; *3,0,54 @barang 0 -164 1
barang: *2,90,0 r -84 -32 34 32 A 4; *2,90,0 r -46 -38 30 38 B 8; e 70 -16 12 16 C
toples: *5,34,0 r -72 -44 28 44 A+ 7; *5,34,0 r -74 -50 32 9 wood 3
sayuran: s 60; *3,44,0 p wood -70,-22 -32,-22 -36,0 -66,0; *4,9,0 e -64 -26 8 8 leaf; *4,9,0 e -20 -26 8 8 terra; *4,9,0 e 24 -26 8 8 honey
rumahkaca: s 150; p white~70 -150,0 -150,-90 -90,-150 -30,-90 -30,0; p white~45 -30,0 -30,-90 -90,-150 90,-150 150,-90 150,0; *5,45,0 l lagoon 3 -30,0 -30,-90; l lagoon 4 -150,0 -150,-90 -90,-150 90,-150 150,-90 -150,-90; l lagoon 4 150,-90 150,0; *6,28,0 @sayur 0 -4 1
bibit: s 40; p soil -40,0 -14,-14 14,-14 40,0; l wood 4 0,-4 0,-80; f leaf 0 -78 60 40 14; f moss 0 -70 125 42 14; f leaf+ 0 -50 35 34 12; f moss 0 -46 150 32 12; l wood+ 4 -12,0 -12,-64
garasi: s 330; r -330 -250 660 250 D; r -350 -276 700 34 rust; r -280 -190 560 190 ink; r -280 -190 560 26 stone; *3,280,0 r -284 -190 10 190 white; *4,90,0 r -150 -232 50 22 glass
menara_air: s 40; *2,60,0 r -34 -240 8 240 stone-; l stone- 4 -30,-20 30,-110; l stone- 4 30,-110 -30,-200; r -50 -300 100 66 lagoon 8; p lagoon- -56,-300 0,-330 56,-300
gerobak_sampah: s 80; p green -74,-76 66,-76 54,-18 -60,-18; r -78 -82 148 9 green-; l ink 5 66,-70 110,-78; e -10 -20 22 22 ink; e -10 -20 10 10 stone; @tas -30 -74 .8; @tas 20 -76 .7
tiang: r -5 -300 10 300 brown; r -30 -280 60 6 brown; *9,0,-16 r -5 -8 10 8 white~60
riak: e 0 0 60 6 white~30; e 0 0 40 3 mud; e 20 12 70 3 white~22
punggung: s 20; r -20 -74 40 80 A 16; e 0 -92 14 16 hair; ? e 0 -92 16 18 B; ? p B -14,-94 14,-94 20,-64 -20,-64
jemuran: *2,200,0 r -103 -110 6 110 wood; l ink 1.5 -100,-104 100,-104; r -84 -104 34 46 A; r -40 -104 40 56 B; r 12 -104 26 40 white; r 48 -104 36 52 C
teh: p leaf 0,560 300,530 760,548 1200,536 1200,640 0,640; *14,90,0 e 0 570 60 14 moss; *14,90,0 e 40 594 70 17 leaf-; *14,90,0 e -10 622 80 20 moss
"""
PROPS = dict(line.split(": ", 1) for line in PROPS_TEXT.strip().splitlines())

# Where each motif is played; several lines for one motif are alternatives.
PLANS = """
posyandu: @kota; @lantai:paving; @pohon 110 560 1.2; @gedung:balai 640 562 1.05; @pot 300 590; @timbang 330 690; @orang:ibu-gendong 215 692; @orang:ibu-gendong 120 720; @orang:petugas-diri 735 660; @orang:ibu-diri 850 655; @meja 790 695; @orang:anak-diri 520 705; @orang:ibu-gendong 610 700; ? @ukur 1000 690; @pot 1110 690; ? @semak 1050 810
posyandu: @ruang; @ukur 130 680; @orang:anak-diri 200 690; @timbang 420 680; @orang:ibu-gendong 560 690; @orang:petugas-diri 790 655; @orang:ibu-gendong 1000 690; @meja 860 695; @kursi 660 700; @pot 1110 660 .9
puskesmas: @kota; @lantai:paving; @pohon 80 550 1.3; @gedung:puskesmas 620 562 1.1; @pohon:cemara 1120 560; @hidup 180 590; @bangku 1000 620; @orang:ibu-gendong 440 660; @orang:petugas-tunjuk 620 640; @orang:bapak-jalan 800 700; ? @motor 200 710 .8; @pot 900 600
puskesmas: @kota; @lantai:aspal; @gedung:puskesmas 500 560 1.2; @pohon 1050 560 1.3; @bendera 870 580; @ambulans 850 700; @orang:petugas-jalan 560 690; @orang:ibu-gendong 380 680; @orang:bapak-diri 270 690; @pot 130 660; ? @semak 120 810
taman: @kota; @lantai:rumput; @setapak; @pohon 150 570 1.3; @pohon:payung 920 580 1.2; @gazebo 560 575; @bangku 300 680; @orang:ibu-duduk 285 676; @bunga 120 720; @bunga 1030 730; @orang:anak-jalan 660 680; @orang:bapak-jalan 740 690; @taman_lampu 480 640; @taman_lampu 900 640; @semak 1050 815
taman: @kota; @lantai:rumput; @pohon:bulat 100 560 1.4; @pohon 560 548 1.1; @pohon:payung 1080 570 1.2; @ayunan 380 640; @seluncur 730 640; @orang:anak-diri 560 690; @orang:anak-lambai 870 680; @bangku 1020 700; @orang:ibu-duduk 1010 696; @bunga 180 730; @bunga 640 760; @kanopi 0 0 2.3
jalan: @kota; @lantai:rumput; @pohon 60 560 1.3; @gedung:ruko 250 572; @gedung:ruko 520 572; @gedung:rumah 830 572; @pohon 1080 572 1.2; @jalur; @lampu 420 586; @lampu 1000 586; @angkot 330 660 .75; @motor 640 670 .75; @mobil 920 655 -.75; @orang 150 745; @orang 760 755
jalan: @kota; @lantai:rumput; @jauh; @pohon:payung 230 560 1.3; @pohon:payung 960 560 1.3; @gedung:rumah 90 560; @gedung:ruko 1110 560; @pohon 340 535; @pohon 850 535; @ekskavator 380 680 .8; @kerucut 560 690; @kerucut 520 730; @kerucut 590 650; @pasir 760 690 .7; @orang:pekerja-kerja 640 680; @orang:pekerja-tunjuk 880 710; @kanopi 0 0 2.2
trotoar: @kota; @lantai:aspal; @gedung:ruko 800 535 .9; @gedung:ruko 960 560 .9; @gedung:ruko 1160 600 .9; @trotoar; @pohon:bulat 250 540; @pohon:bulat 90 560 1.2; @mobil 250 640 .7; @lampu 610 600 .9; @orang:ibu-jalan 760 660; @orang:bapak-jalan 700 600; @orang:remaja-jalan 870 745; @pot 1060 690; @pot 950 620; @bangku 1100 760 .8
trotoar: @kota; @lantai:paving; @gedung:ruko 160 570 1.1; @gedung:ruko 470 570 1.1; @gedung:ruko 780 570 1.1; @pohon:bulat 1060 575 1.2; @pohon:bulat 320 640; @bangku 560 640; @orang:ibu-duduk 550 637; @orang:bapak-jalan 210 690; @orang:anak-jalan 300 695; @orang:ibu-jalan 800 700; @sepeda 990 690 .8; @pot 700 630; @lampu 900 620; @pinggir
drainase: @kota:lereng; @lantai:tanah; @gedung:rumah 170 560; @gedung:rumah 1010 560; @selokan; @pohon:pisang 330 560; @pohon 860 560; @orang:pekerja-kerja 330 690; @orang:pekerja-kerja 930 680 -1; @orang:pekerja-angkat 180 720; @kerucut 1060 740; @tumpuk 980 710 .7; @rumput 120 770; @rumput 1060 790
drainase: @kota; @lantai:tanah; @pohon 120 570 1.2; @gedung:ruko 420 565; @gedung:rumah 760 565; @pohon 1070 570; @parit; @orang:pekerja-kerja 380 690; @ekskavator 860 640 .85; @kerucut 560 650; @kerucut 200 650; @orang:pekerja-tunjuk 620 645; @pasir 150 655 .7
sungai: @kota:lereng; @lantai:rumput; @kali; @pohon:bambu 160 570 1.2; @pohon:bambu 1030 580 1.3; @pohon:pisang 880 570; @batu 330 660; @batu 250 720; @batu 960 700; @orang:remaja-kerja 200 690; @orang:pekerja-kerja 1020 720 -1; @rumput 80 760; @rumput 420 590; @rumput 800 590; @rumput 1100 760; @kanopi 0 0 2.2
sungai: @kota; @lantai:rumput; @pohon 150 560 1.3; @gedung:rumah 420 555; @gedung:rumah 700 555; @pohon:palem 950 565 1.2; @pohon:bambu 1100 570; @tanggul; @orang:ibu-jalan 320 562 1.3; @orang:anak-jalan 390 562 1.3; @orang:bapak-diri 820 562 1.3; @cermin 0 602; @orang:bapak-kerja 610 684 .9; @perahu 620 695 .9; @batu 160 760; @batu 1060 730; @semak 1000 830
sampah: @kota; @lantai:aspal; @gedung:ruko 170 565; @gedung:rumah 480 565; @pohon 1090 570 1.3; @pohon:bulat 760 555; @truk 560 670 .8; @orang:pekerja-angkat 240 700; @orang:pekerja-jalan 880 690; @tumpuk 130 700 .9; @tong 1030 700; @tas 700 730
sampah: @kota; @lantai:paving; @pohon:payung 200 570 1.3; @gedung:rumah 650 560; @pohon 1050 565; @hidup 300 600 .8; @hidup 860 600 .8; @tong 420 680 1.2; @orang:ibu-angkat 230 690; @orang:anak-jalan 640 700; @gerobak_sampah 880 690; @orang:pekerja-kerja 1060 710 -1; @tas 760 730
bank-sampah: @kota; @lantai:paving; @gedung:balai 560 562 1.1; @pohon 1080 565 1.2; @pohon:pisang 90 570; @neraca 440 690; @orang:ibu-angkat 300 690; @orang:petugas-diri 700 655; @meja 760 695; @tumpuk 1000 700; @dus 900 730; @dus 160 720; @karung 120 745; @orang:ibu-diri 560 690
bank-sampah: @ruang; @rak_barang 220 640; @rak_barang 520 640; @neraca 700 690; @orang:petugas-tunjuk 600 700; @orang:ibu-angkat 850 705; @tumpuk 1040 690; @dus 420 740; @karung 320 735; @karung 250 745; @dus 1110 750
sekolah: @kota; @lantai:paving; @pohon 60 555 1.3; @gedung:sekolah 640 562; @pohon:bulat 1150 560 1.2; @bendera 330 620; @hidup 860 590 .8; @orang:siswa-jalan 520 680; @orang:siswa-jalan 600 690; @orang:siswa-lambai 700 670; @orang:guru-diri 860 670; @orang:siswa-diri 930 690; @sepeda 190 700 .7; @pot 1080 650; @semak 130 815
sekolah: @ruang; @papantulis 560 560; @orang:guru-tunjuk 330 650; @bangku_sekolah 250 730; @bangku_sekolah 600 730; @bangku_sekolah 950 730; @orang:siswa-duduk 230 728; @orang:siswa-duduk 580 728; @orang:siswa-duduk 930 728; @pot 1120 640 .9
perpustakaan: @ruang; @rak 150 640; @rak 420 640; @rak 1060 640; @orang:ibu-tunjuk 540 655; @meja 740 710; @kursi 640 715; @orang:remaja-duduk 645 712; @orang:siswa-jalan 330 740; @pot 900 640; @dus 1090 740
perpustakaan: @kota; @lantai:paving; @pohon 90 560 1.3; @gedung:pustaka 620 562 1.1; @pohon:cemara 1080 560; @pohon:perdu 960 575; @bangku 300 660; @orang:remaja-duduk 290 657; @orang:siswa-jalan 560 670; @orang:siswa-jalan 630 675; @orang:ibu-jalan 820 690; @sepeda 1020 690 .8; @taman_lampu 440 610; @bunga 180 740
pasar: @kota; @lantai:paving; @gedung:ruko 180 555; @gedung:ruko 960 555; @pohon 600 550 1.2; @lapak 230 640 .95; @lapak 580 640 .95; @lapak 930 640 .95; @orang:ibu-jalan 380 700; @orang:bapak-jalan 720 695; @orang:ibu-angkat 500 720; @dus 130 715; @orang:ibu-diri 1040 715; @sayuran 860 740
pasar: @kota; @lantai:aspal; @gedung:ruko 600 555 1.1; @pohon:bulat 330 550; @pohon 860 550; @tenda 160 620; @tenda 1040 620; @lapak 330 690; @lapak 860 690; @orang:ibu-jalan 560 690; @orang:ibu-jalan 640 650; @gerobak 600 745 .7; @orang:bapak-diri 730 750; @sayuran 130 740; @sayuran 1070 745
umkm: @kota; @lantai:paving; @gedung:rumah 280 560 1.1; @pohon 600 555 1.2; @gedung:ruko 950 560; @gerobak 400 690 1.1; @orang:bapak-diri 300 690; @orang:ibu-diri 560 690; @meja 850 690; @orang:ibu-tunjuk 760 690; @kursi 1010 720; @pot 120 690; @tenda 850 690 .8
umkm: @ruang; @rak_barang 180 640; @rak_barang 1050 640; @meja 620 690 1.2; @orang:ibu-kemas 480 680; @orang:ibu-angkat 800 700; @dus 340 730; @dus 390 750; @dus 960 740; @pot 860 640; @toples 600 640
kebun: @kota:lereng; @lantai:tanah; @pohon:pisang 90 580 1.3; @pohon 1090 570 1.2; @gedung:rumah 800 550; @bedeng 300 610; @bedeng 720 610; @galah 1000 640; @bedeng 220 680; @bedeng 680 680; @orang:ibu-kerja 460 690; @orang:bapak-kerja 900 710 -1; @bedeng 420 765; @bedeng 960 770
kebun: @kota; @lantai:rumput; @pohon:palem 130 570; @rumahkaca 380 590; @pohon:pisang 980 580 1.2; @galah 800 620; @bedeng 820 690; @bedeng 330 690; @orang:ibu-kerja 580 700; @orang:ibu-angkat 1020 700; @bedeng 620 770; @pot 120 700; @pot 190 720; @pot 130 750
pohon: @kota; @lantai:rumput; @pohon 120 560 1.3; @pohon:bulat 930 560 1.3; @setapak; @bibit 330 690; @orang:pekerja-kerja 240 700; @bibit 600 680; @orang:ibu-angkat 510 690; @bibit 860 700; @orang:remaja-kerja 1000 705 -1; @bunga 130 770; @pot 720 730
pohon: @kota; @lantai:rumput; @pohon:payung 560 620 1.9; @pohon 80 550; @pohon 1100 555 1.2; @bangku 760 670; @orang:bapak-duduk 750 667; @orang:pekerja-tunjuk 390 690; @orang:petugas-diri 310 695; @orang:anak-jalan 930 700; @bunga 180 750; @semak 1000 820
pemadam: @kota; @lantai:aspal; @gedung:ruko 120 560 1.1; @gedung:ruko 980 560 1.2; @pohon 380 555; @damkarmobil 520 670 .85; @semprot 820 690 .9; @orang:damkar-kemas 800 715; @orang:damkar-jalan 260 700; @orang:damkar-tunjuk 1010 715; @kerucut 130 730; @kerucut 1090 740
pemadam: @kota; @lantai:paving; @garasi 430 600; @damkarmobil 430 650 .8; @pohon 1060 565 1.3; @menara_air 870 575; @orang:damkar-diri 760 690; @orang:damkar-diri 850 690; @orang:siswa-lambai 960 710; @orang:siswa-diri 1030 715; @orang:guru-diri 1110 720; @kerucut 120 730
banjir: @kota:lereng; @gedung:rumah 190 590 1.1; @gedung:ruko 520 590; @pohon:palem 740 590; @gedung:rumah 960 590 1.1; @cermin:keruh 0 586; @tiang 360 640; @tiang 1080 640; @orang:petugas-sila 500 682; @orang:ibu-sila 580 682; @perahu 550 720; @orang:petugas-separuh 760 730; @riak 760 700
banjir: @kota; @gedung:ruko 150 585 1.1; @gedung:ruko 430 585; @pohon:bulat 660 585 1.2; @gedung:rumah 930 585 1.1; @cermin:keruh 0 580; @orang:bapak-separuh 300 690; @riak 300 662; @orang:petugas-separuh 560 720; @riak 560 690; @orang:ibu-sila 830 676; @orang:anak-sila 900 676; @perahu 860 712; @tiang 120 660
bus: @kota; @lantai:rumput; @gedung:menara 130 572; @gedung:ruko 380 572; @pohon 600 572; @gedung:kantor 930 572 .8; @jalur; @lampu 90 586; @bus 480 668 .85; @motor 950 672 .7; @halte 950 735 .8; @orang 860 745; @orang:siswa-diri 1020 752; @orang:ibu-duduk 940 748 .9; @pot 150 760
bus: @kota; @lantai:rumput; @pohon:payung 160 572 1.2; @halte 420 592 1.2; @orang:ibu-diri 340 592 1.4; @orang:siswa-diri 470 592 1.4; @orang:remaja-diri 520 592 1.4; @pohon 720 572; @gedung:ruko 980 572 1.1; @jalur; @bus 820 682 .8; @angkot 230 680 .6; @orang:ibu-jalan 560 757; @semak 130 830
lampu-jalan: @kota; @lantai:rumput; @pohon:bulat 130 560 1.2; @gedung:rumah 300 570; @gedung:rumah 620 570; @gedung:ruko 950 570; @jalur; @lampu 180 590 1.15; @lampu 520 590 1.15; @lampu 860 590 1.15; @motor 330 670 .75; @mobil 760 660 .7; @orang:ibu-jalan 620 750; @orang:bapak-jalan 540 752
lampu-jalan: @kota:lereng; @lantai:rumput; @jauh; @gedung:rumah 160 560; @gedung:rumah 1020 565; @pohon 330 550; @lampu 500 560 .8; @lampu 400 620; @lampu 200 720 1.1; @lampu 690 560 -.8; @lampu 800 620 -1; @lampu 1010 720 -1.1; @orang:bapak-jalan 700 690; @orang:anak-jalan 640 695; @motor 530 610 .7
kantor-kelurahan: @kota; @lantai:paving; @pohon 70 555 1.3; @gedung:kantor 620 562 1.05; @pohon:palem 1110 560 1.1; @bendera 340 610; @hidup 190 600 .8; @hidup 1010 600 .8; @papan 940 650; @orang:petugas-jalan 520 680; @orang:ibu-jalan 700 690; @orang:bapak-jalan 800 720; @motor 160 720 .7; @pot 600 600
kantor-kelurahan: @kota; @lantai:rumput; @setapak; @pohon:payung 130 570 1.2; @gedung:kantor 660 562; @gapura 250 640; @bendera 860 600; @pohon:cemara 1130 565; @orang:petugas-diri 620 660; @orang:ibu-jalan 540 690; @bunga 860 720; @bunga 130 750; @orang:remaja-jalan 740 720; @taman_lampu 1020 650
pelayanan-loket: @ruang; @orang:petugas-diri 350 610 1.35; @orang:petugas-diri 650 610 1.35; @orang:guru-diri 880 610 1.35; @loket 620 665 .95; @orang:ibu-diri 420 720; @orang:bapak-diri 720 725; @kursi 960 730; @orang:bapak-duduk 965 727; @kursi 1070 735; @pot 120 690
pelayanan-loket: @ruang; @loket 420 660 .8; @orang:bapak-diri 280 700; @orang:ibu-gendong 520 700; @kursi 820 700; @orang:ibu-duduk 825 697; @kursi 930 705; @orang:remaja-duduk 935 702; @kursi 1040 710; @pot 1130 660; @orang:petugas-tunjuk 680 700
olahraga: @kota; @lantai:rumput; @lapangan; @pohon 90 550 1.2; @pohon:bulat 1100 550 1.2; @pohon 830 540; @jaring 600 660 1.4; @orang:remaja-lambai 330 690; @orang:bapak-tunjuk 200 730; @orang:remaja-lambai 880 690 -1; @orang:remaja-jalan 1000 730; @bola 600 540 1.6; @bangku 420 575
olahraga: @kota; @lantai:rumput; @pohon:bulat 300 545; @gedung:menara 900 540; @pohon:payung 640 545; @lapangan; @gawang 330 620 1.2; @ring 900 610; @orang:remaja-jalan 560 690; @orang:anak-lambai 420 680 1.15; @orang:remaja-jalan 760 710; @bola 650 715 1.2; @orang:anak-jalan 950 700; @kanopi 0 0 2.1
seni: @kota; @lantai:paving; @pohon 80 560 1.3; @pohon 1120 560 1.3; @panggung 600 640 .95; @orang:ibu-lambai 480 590 1.2; @orang:ibu-lambai 720 590 -1.2; @gong 350 590 1.1; @kendang 600 590 1.2; @angklung 860 590 1.1; @punggung 300 780; @punggung 520 790; @punggung 720 785; @punggung 930 790
seni: @ruang; @sanggul 280 680; @orang:remaja-tunjuk 170 690; @angklung 560 680; @angklung 760 680; @orang:siswa-diri 570 740; @orang:siswa-diri 740 740; @gong 980 670; @kendang 890 720; @orang:ibu-lambai 1070 720
rumah: @kota:lereng; @lantai:rumput; @setapak; @pohon 90 560 1.2; @gedung:rumah 330 575 1.15; @gedung:rumah 800 575 1.15; @pohon:palem 560 565; @pohon:pisang 1080 580; @hidup 210 620 .8; @hidup 940 620 .8; @orang:ibu-jalan 520 690; @orang:anak-jalan 600 695; @jemuran 900 690; @pot 380 620; @pot 270 640; @semak 120 820
rumah: @kota:lereng; @lantai:tanah; @gedung:rumah 130 570; @gedung:rumah 470 570 1.1; @gedung:rumah 850 575 1.1; @pohon 660 570; @pohon:pisang 1090 590; @jemuran 280 660; @orang:bapak-diri 560 680; @orang:ibu-kerja 700 690; @motor 920 690 .8; @pot 440 620; @pot 1010 680; @orang:anak-jalan 420 710; @rumput 150 770
balai-warga: @kota; @lantai:paving; @pohon:payung 110 565 1.2; @gedung:balai 620 566 1.25; @pohon 1090 565 1.1; @karpet; @orang:bapak-tunjuk 600 640; @orang:ibu-sila 380 700; @orang:bapak-sila 480 730; @orang:ibu-sila 730 730; @orang:bapak-sila 830 700; @orang:ibu-sila 610 755; @pot 180 660; @pot 1040 650
balai-warga: @ruang; @karpet; @orang:bapak-tunjuk 420 640; @papantulis 640 590 .7; @kursi 250 700; @orang:ibu-duduk 255 697; @kursi 860 690; @orang:ibu-duduk 865 687; @kursi 960 710; @orang:bapak-duduk 965 707; @meja 160 650 .8; @orang:ibu-sila 520 740; @orang:remaja-sila 700 740; @pot 1120 650
kerja-bakti: @kota:lereng; @lantai:tanah; @gedung:rumah 180 560; @pohon 420 560; @gedung:rumah 720 560; @pohon:pisang 1040 575 1.2; @orang:bapak-kerja 220 690; @orang:remaja-kerja 460 700 -1; @tumpuk 560 690 .8; @orang:ibu-angkat 700 700; @gerobak_sampah 900 700; @orang:bapak-kerja 1040 720 -1; @rumput 140 760; @rumput 800 770
kerja-bakti: @kota; @lantai:rumput; @setapak; @pohon:payung 160 570 1.2; @gedung:balai 620 560 .9; @pohon:bambu 1080 570; @orang:ibu-kerja 250 690; @orang:bapak-kerja 420 710; @tong 560 650 .8; @orang:pekerja-angkat 720 690; @orang:remaja-kerja 920 700 -1; @karung 840 720; @bunga 1070 750; @bunga 110 760; @orang:anak-angkat 580 740
komputer: @ruang; @komputer 250 650; @komputer 560 650; @komputer 870 650; @kursi 250 720; @kursi 560 720; @kursi 870 720; @orang:remaja-duduk 240 716; @orang:ibu-duduk 550 716; @orang:guru-tunjuk 720 700; @pot 1110 660
komputer: @ruang; @rak 130 640 .9; @komputer 430 680 1.15; @kursi 330 720; @orang:remaja-duduk 335 716; @orang:petugas-tunjuk 590 690; @komputer 820 680 1.15; @kursi 740 725; @orang:ibu-duduk 745 721; @pot 1060 650; @orang:siswa-diri 980 720
wisata: @kota:lereng; @lantai:rumput; @teh; @pohon 90 560 1.3; @pohon:cemara 1000 570 1.2; @pohon:cemara 1110 580 1.3; @gazebo 840 610; @pagar 300 690 1.2; @orang:remaja-lambai 330 730; @orang:ibu-jalan 480 725; @orang:anak-jalan 560 735; @bunga 950 760; @kanopi 0 0 2.2
wisata: @kota; @lantai:paving; @gapura 600 600 1.2; @pohon:palem 240 575 1.2; @pohon:palem 960 575 1.2; @pohon:payung 80 560; @gedung:ruko 1110 560; @orang:remaja-tunjuk 420 690; @orang:ibu-jalan 580 690; @orang:anak-jalan 660 700; @sepeda 860 690 .8; @bangku 1020 690; @bunga 150 740; @papan 260 690; @taman_lampu 780 640
masjid-raya: @kota; @lantai:rumput; @masjid 600 590 .95; @pohon:palem 110 570 1.2; @pohon:palem 1090 570 1.2; @setapak; @orang:ibu-jalan 540 670; @orang:bapak-jalan 640 690; @orang:anak-jalan 590 700; @bunga 200 720; @bunga 960 720; @taman_lampu 420 650; @taman_lampu 800 650; ? @semak 120 820
masjid-raya: @kota; @lantai:paving; @pohon 60 550 1.2; @masjid 500 580 .85; @pohon:payung 1040 570 1.3; @orang:ibu-jalan 420 680; @orang:anak-lambai 500 700; @bangku 1000 680; @orang:bapak-duduk 990 677; @orang:remaja-jalan 700 720; @pot 160 680; @lampu 860 620; @kanopi 0 0 2.2
kota: @kota:lereng; @kota; @lantai:rumput; @gedung:menara 140 570; @gedung:ruko 360 575; @gedung:menara 560 570 1.1; @gedung:kantor 900 575 .8; @pohon 250 585; @pohon:payung 700 600; @pohon 1120 590 1.2; @jalur; @angkot 260 665 .7; @mobil 800 660 -.7; @motor 560 675 .7; @semak 200 830; @semak 1000 830
kota: @kota:lereng; @kota; @lantai:rumput; @pohon 100 560 1.2; @bus 400 544 .72; @mobil 760 544 .72; @motor 960 544 .72; @jembatan 0 596 .9; @cermin 0 606; @pohon:bambu 80 690; @rumput 180 720; @batu 300 700; @batu 900 740; @perahu 640 700 .7; @semak 1040 830
"""


def picture(path: str, motif: str) -> bytes:
    """Play the chosen plan, out of doors under sky and hills."""
    st = Stage(path, motif)
    st.play(st.plan if st.plan.startswith("@ruang") else "@langit; @bukit; " + st.plan)
    return finish(st)


def main() -> None:
    """Read the list and draw what is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    here = Path(__file__).resolve().parent
    parser.add_argument("--force", action="store_true", help="draw existing files again")
    parser.add_argument("--csv", type=Path, default=here / "sample_pictures.csv")
    parser.add_argument("--root", type=Path, default=here.parent)
    args = parser.parse_args()
    drawn = 0
    with args.csv.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            target = args.root / row["path"]
            if target.exists() and not args.force:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(picture(row["path"], row["motif"]))
            drawn += 1
    print(f"{drawn} pictures drawn")


if __name__ == "__main__":
    main()
