/** Trains the last blocks of a packaged backbone, with captions and a stronger backbone as teachers. */
package io.fourfold.model.adapt;
