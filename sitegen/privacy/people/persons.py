"""Whether a few words are a person's name.

Names of places and things have the same form, so a name is sure only with a common given name in
it; those below are frequent all over Indonesia, chosen from general knowledge. They raise what is
found among unlabelled words; a column called "nama penerima" needs none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sitegen.privacy.people.words import words

GIVEN = words(
    "abah abdul abdullah abdurrahman ade adi adinda aditya agung agus ahmad ai aisyah ajat akbar akhmad"
    " ali alif alya amalia amanda amelia amin aminah amir ana agung andi andika andri andriani"
    " anggi anggraini ani anisa anissa anita annisa anton antonius anwar ardi ari arief arif aris arman"
    " arya asep asih asmawati astuti atang atep aulia ayu azis aziz azizah bagas bagus bambang baskara"
    " basuki bayu benny beni bima boy budi budiman budiono burhan cahya cahyadi cahyono candra carti"
    " cecep cici cucu dadan dadang damar dani daniel darmawan darsono darwin david dedeh dedi"
    " deden dela deni denny desi devi dewa dewi dhea dian diah dika dimas dina dini dodi dody doni dudung"
    " dwi dyah edi edy eka eko elis ella elsa ema emi endah endang eneng enung erna erwin esti eti euis"
    " eva evi fadhil fadli fahmi fahri faisal fajar farah farhan farida fatimah fauzan fauzi febri ferdi"
    " ferry fira firman fitri fitriani galih galuh gede gilang gina gunawan guntur habib habibah hadi"
    " hafiz haji hakim hamdan hamid hamzah hana hani handayani haris hariyanto hartati hartini"
    " hartono haryanto hasan hasanah hasna hendra hendri heni henny heri herlina herman hermawan heru"
    " hesti hidayat hikmah husein husni husna ibrahim ida idris iin ika ikhsan ilham imah iman imas"
    " imran ina indah indra indri intan ipah irfan irma irwan iskandar ismail iwan iyan iyus jaenab"
    " jajang jaka jamal jamilah januar joko jono jubaedah julia juliana juminten jumiati kadek karina"
    " kartika karti kartini kasim ketut khairul khairunnisa khodijah komala komang komar kosasih"
    " krisna kurnia kurniawan kusnadi kusuma laila latifah lela lestari lia lilis lina linda lukman"
    " lusi luthfi made mahmud maman mamat mariam maria mariana marni marlina marwan marwah maryam maryati"
    " maulana mawaddah maya meilani mimin mira mirna misbah mohamad mohammad muchtar mugni"
    " muh muhamad muhammad muhidin mulyadi mulyana mulyani mulyati mulyono mumun munir murni murtini"
    " mustika mustofa nabila nabilah nadia nana nanang nani naufal neneng ngatiyem ngatini ni nia nina"
    " ning nining nisa nita noor nova novi novianti nugroho nur nuraeni nuraini nurhasanah nurhayati nuri"
    " nurjanah nurlaela nurlaila nuryati nurul nyai nyoman odah omah oman otong pardi parjo parto"
    " pipit ponijan poniman poniyem popon prabowo pranata prasetyo pratama pratiwi puji purnama purnomo"
    " purwanto putra putri putu rachmat rafi rahayu rahmad rahman rahmat rahmawati raihan rama ramadhan"
    " ramdan ramdani rangga rani ranti rasid raska ratih ratna ratnasari rendi reni resti reza riana"
    " ridho ridwan rifki rika rina rini rio ririn risa riska riski rita riyanti riyanto rizal rizki rizky"
    " robi rohana rohani rohayati rohim rohimah rokayah romlah roni rosa rosidah rosita rudi rukmana"
    " rukmini rusdi rusli rusmini rustam sabar sadiyah saepudin safitri said saiful salim salma salmah"
    " samsudin samsul sandi santi santoso sapri sari sariah sarinah sarti sartika satria sekar septi"
    " septian setiadi setiawan setiawati setyo shinta sidik silvi sinta siti slamet soleh sopian sri"
    " subagyo subandi sudarmi sudarno sudarsono sudirman sugeng sugiarto sugiharto sugino sugiyono"
    " suhaimi suhardi suharto suhartini suhendar suherman suheti sujono sukarni sukarno sukarti sukinah"
    " sukma sukmawati sulaeman sulaiman sulastri sulis suliyem sumarni sumarno sumiati sumirah sunarti"
    " sunarto sunaryo suparman suparmi suparno supriadi supriatna supriyadi supriyanto surya suryadi"
    " suryana suryani suryati susanti susanto susi susilawati susilo sutarman sutini sutisna sutrisno"
    " suwarno suyati suyanto syahrul syaiful syamsul syarif syarifah taryana tati tatang tati taufik"
    " tedi teguh temu tessa tika timin tini tita titi titin tono toto totong tri triyono tuti tutik"
    " udin ujang ukasih umar umi ummi umyati uneng unang uswatun utami vera vina wahid wahyu wahyudi"
    " wahyuni warsini warsito wati wawan wayan wibowo widodo widya wijaya wira wiwik wiwin wulan wulandari"
    " yadi yana yanti yanto yati yayah yayan yayat yeni yenny yogi yohana yohanes yono yoyoh yudi yuli"
    " yuliana yulianti yuniarti yunita yunus yuni yusuf yusup yuyun zaenab zaenal zahra zahwa zainab"
    " zainal zainuddin zubaedah zulaikha zulfikar zulkifli"
)
# A name has none of these: places, groups, things, months.
_NOT = words(
    "acara air aksi aktivitas aliran alat anggaran apotek arsip aula badan bagian baik bak baksos balai"
    " bakti balita bandung bank banjir bantuan barang barat baru baznas bayi belanja beras berita berkas bibit biaya"
    " bidang blok bpbd bpjs bpd bukti buku cabang cafe camat cerdas club cv daerah daftar dana data dasar"
    " depot desa desember dewasa dinas diskusi distrik dokumen drainase dusun evaluasi februari festival"
    " final foto fotokopi gang gapura gedung gereja gizi gotong gratis gula hari hasil honor hotel hutan"
    " hygiene ibadah imunisasi indonesia informasi izin jadwal jalan januari jawa jembatan jenis jl jumat"
    " juara juli jumlah juni jasa kab kabupaten kader kafe kain kampung kamis kantor karang kartu karya"
    " kategori kawasan kebersihan kec kecamatan kedai kegiatan kel kelas kelompok kelurahan keluarga"
    " kepala kerja kesehatan ketahanan keterangan ketua kios klinik klub kodim komplek komputer koperasi"
    " koramil kota kpm kredit kualitas kue kunjungan kursi lab lansia lapangan laporan laptop lembaga"
    " lingkungan linmas lokasi lomba lpm lurah madrasah mahasiswa makanan makan maret masjid masyarakat"
    " meja mei meter minggu minyak monitoring mts musala mushola musholla musrenbang narasumber november"
    " nomor obat oktober olahraga operasi optik orang paket panitia pantai paud pangan pasar pekerjaan"
    " pelatihan pelayanan pembangunan pemeriksaan pemerintah pemilihan pemuda penanaman pengajian"
    " pengadaan pengukuran penyaluran penyuluhan perempuan perpustakaan perumahan peserta petani petugas"
    " pintu pkk pohon polindes polres polsek pondok posbindu poskamling posyandu printer produk program"
    " proyek provinsi pt pupuk pura pusat puskesmas pustu rabu ranting rapat realisasi rekap relawan"
    " remaja restoran ringan rsia rs rsud rt rumah rw sabtu sakit saluran sampah sanggar sanitasi satgas"
    " sayur sd sdit sdn sedang sekolah sekretariat selasa selatan sembako semester senam senin sentra"
    " september seksi siaga simpan siswa sma smk sman smkn smp smpn sosialisasi soal stasiun subuh sumur surat"
    " susu swadaya tabel tahap tahun taman tanah tangga taruna telur tempat tengah terminal timur tk"
    " tokoh toko total triwulan truk uang ud umkm undangan unit universitas urusan usaha utara vaksin"
    " vihara wakil wali warga warung wilayah yayasan babinsa bhabinkamtibmas kapolsek danramil walikota"
    " gubernur bupati sekda sekcam seklur kasi kasubag plt asn pns tni polri laki berat buruk kurang"
    " tinggi rendah normal lengkap selesai belum sudah ada tidak ya nihil rusak aktif nonaktif agustus"
    " april lunas proses ok hadir izin alpa sangat cukup nama alamat umur usia status anak ibu hamil"
    " terima kasih assalamualaikum wassalam demikian catatan sumber mengetahui jenjang pagi siang malam"
    " sore senilai rupiah kilogram liter buah unit lembar botol"
)
_TITLES = re.compile(
    r"^(?:(?:ibu|bapak|bpk|bp|pak|bu|sdr|sdri|saudara|saudari|ny|nyonya|tn|tuan|ananda|an|adik|nenek|kakek"
    r"|mbah|almh?|h|hj|kh|ust|ustadz|ustadzah|dr|drs|dra|drg|ir|prof|hi|r|rd|mak|emak|ma|bayi|by|ananda)\b[. ]*)+",
    re.IGNORECASE,
)
CALLED = (
    "ibu|bapak|bpk|pak|bu|sdri?|saudar[ai]|ny|nyonya|tn|tuan|ananda|nenek|kakek|mbah|mak|emak|abah"
)
_CALLED = re.compile(rf"(?:{CALLED})\b", re.IGNORECASE)
_DEGREE = re.compile(
    r",? *\b(?:[SMD]\. ?[A-Z][A-Za-z]{0,5}|A\.?Md\.?\w*|SH|SE|MM|[SM](?:Si|Pd|Kom|Kes|Sos|Ag|Hum|IP|Ak|Kep|Farm|Keb))\b\.?"
)
# Endings of given names in Javanese, Sundanese and Arabic, that few other words have.
_ENDINGS = "wati|yati|ningsih|[yw]anto|tanto|uddin|udin|yono|inem|iyem|iyah|yadi|wardi|wardoyo|pertiwi|inah"
_ENDING = re.compile(rf"\w{{2,}}(?:{_ENDINGS})$")
_BEFORE_NAME = f"{CALLED}|bp|an|adik|anak|bayi|by|balita|sisw[ai]|murid|pelajar|alm|almarhum(?:ah)?"
_BEGUN = rf"(?:{_BEFORE_NAME})\b\.? (?:(?:atas nama|a\.n\.?|bernama) )?"
# A text without any of it names nobody by the words alone, unless its only group cannot begin one: `may_begin`.
NAMED = (
    rf"\b(?:(?i:{'|'.join(sorted(GIVEN))}|\w{{2,}}(?:{_ENDINGS}))\b"
    rf"|(?i:{_BEGUN})([A-Z][A-Za-z'’`-]*))"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’`-]*\.?$")
_MOST = 5
_LONGEST = 60
_BINS = frozenset({"bin", "binti", "alias", "al", "el", "van", "de", "als"})
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "titles": _TITLES,
    "called": _CALLED,
    "degree": _DEGREE,
    "ending": _ENDING,
    "word": _WORD,
    "begun": re.compile(_BEGUN, re.IGNORECASE),
}
WORDS: dict[str, frozenset[str]] = {
    "given": GIVEN,
    "not": _NOT,
    "bins": _BINS,
}


def may_begin(word: str) -> bool:
    """Return whether a name may begin with this word, or with one that goes on after it."""
    return word.casefold() not in _NOT


# The same words stand in the tables of many texts: "Laki-laki", "Lansia".
@lru_cache(maxsize=8192)
def name_level(text: str) -> int:
    """Return 2 for a name with a common given name or a form of address, 1 for the form alone, else 0."""
    text = text.strip()
    if not 2 < len(text) <= _LONGEST or text[-1].isdigit():
        return 0
    plain = _DEGREE.sub("", _TITLES.sub("", text.strip("*_"))).strip(" ,.*_")
    parts = plain.split()
    if not 1 <= len(parts) <= _MOST or len(plain) < 3:
        return 0
    own = [word.casefold().strip(".'’`") for word in parts]
    if not _NOT.isdisjoint(own) or not all(map(_WORD.match, parts)):
        return 0
    known = not GIVEN.isdisjoint(own) or any(map(_ENDING.match, own)) or bool(_CALLED.match(text))
    capital = all(word[0].isupper() or low in _BINS for word, low in zip(parts, own, strict=True))
    if not capital and not (known and plain.islower()):
        return 0
    return 2 if known else 1


def are_names(cells: Iterable[str], *, said: bool) -> bool:
    """Return whether most of these cells are names of people.

    `said` means that the header says so: then the form is enough.
    """
    levels = [name_level(cell) for cell in cells]
    if not levels:
        return False
    least = 1 if said else 2
    formed = sum(map(bool, levels))
    sure = sum(level >= least for level in levels)
    return 10 * formed >= 6 * len(levels) and 10 * sure >= (5 if said else 3) * len(levels)
