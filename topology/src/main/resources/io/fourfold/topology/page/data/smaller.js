// Photos travel to the server in events, which are small: what is larger is made smaller here, upright and without metadata.

const MOST_BYTES = 850e3;
const SIDES = [1600, 1280, 1024, 800];
const QUALITY = 0.85;

/** The file itself if it is small enough, else a JPEG of it. */
export async function smaller(file) {
  if (file.size <= MOST_BYTES) {
    return file;
  }
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new Error("cannot be read by this browser: export it as JPEG");
  }
  try {
    for (const side of SIDES) {
      const blob = await draw(bitmap, side);
      if (blob.size <= MOST_BYTES) {
        return blob;
      }
    }
  } finally {
    bitmap.close();
  }
  throw new Error("cannot be made small enough");
}

function draw(bitmap, side) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
