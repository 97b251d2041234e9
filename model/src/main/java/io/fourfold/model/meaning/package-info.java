/** What words outside a network's vocabulary mean, told by a sentence encoder when a bundle is made. */
package io.fourfold.model.meaning;
