// What each place of a photo speaks for: asked once for each photo and question.
import { get, part, post, Problem } from "./api.js";
import { picture } from "./pictures.js";

const KEPT = 60;
const answers = new Map();

/**
 * @param photo {imageId} of a stored one, or {file} of one that is only looked at
 * @param about {word}, {q} or {image}
 * @returns {Promise} {rows, columns, values, total, empty, after}, and {fromPicture} if only the small picture could be looked at
 */
export function explain(photo, about) {
  const key = JSON.stringify([photo.key, about]);
  let answer = answers.get(key);
  if (!answer) {
    answer = photo.file ? post("explanations", about, photo.file) : ofStored(photo.imageId, about);
    answer.catch(() => answers.delete(key));
    answers.set(key, answer);
    if (answers.size > KEPT) {
      answers.delete(answers.keys().next().value);
    }
  }
  return answer;
}

/** A photo that came inside its event is kept nowhere but as its small picture, of which the network sees nearly as much. */
async function ofStored(imageId, about) {
  try {
    return await get(`images/${part(imageId)}/explanation`, about);
  } catch (error) {
    const address = picture(imageId);
    if (!(error instanceof Problem) || error.kind !== "photo-not-kept" || !address) {
      throw error;
    }
    const response = await fetch(address).catch(() => null);
    if (!response?.ok) {
      throw error;
    }
    return { ...(await post("explanations", about, await response.blob())), fromPicture: true };
  }
}
