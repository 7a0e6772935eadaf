// New photos in place of old ones: drawn anew here, so that nothing but the picture is sent.
const LONGEST = 1600;
const MOST = 300 * 1024;

/** @param {File} file */
async function drawn(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  for (const quality of [0.82, 0.7, 0.55, 0.4]) {
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (blob.size <= MOST || quality === 0.4) return new Uint8Array(await blob.arrayBuffer());
  }
}

/** @param {Uint8Array} bytes */
function written(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

for (const input of document.querySelectorAll("input[data-gambar]")) {
  const label = input.closest("label");
  const said = label.parentElement.querySelector("[role=status]");
  label.hidden = false;
  input.addEventListener("change", async () => {
    const field = input.dataset.gambar;
    let hidden = input.form.elements.namedItem(field);
    hidden?.remove();
    said.textContent = "";
    if (!input.files.length) return;
    try {
      const bytes = await drawn(input.files[0]);
      hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = field;
      hidden.value = written(bytes);
      input.form.append(hidden);
      said.textContent = `${input.files[0].name}, ${Math.ceil(bytes.length / 1024)} KB`;
    } catch {
      input.value = "";
      said.textContent = document.documentElement.lang === "id"
        ? "Berkas ini tidak dapat dibaca sebagai foto. Pilih JPEG atau PNG."
        : "This file cannot be read as a photo. Choose a JPEG or PNG.";
    }
  });
}
