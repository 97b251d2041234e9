/** Trains the last blocks of a packaged backbone to foretell captions without forgetting what they knew. */
package io.fourfold.model.adapt;
