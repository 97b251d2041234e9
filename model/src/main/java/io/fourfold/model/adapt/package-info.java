/**
 * Trains the last blocks of a packaged backbone for photos like those of the captions, with the captions'
 * words and a stronger backbone as teachers.
 */
package io.fourfold.model.adapt;
