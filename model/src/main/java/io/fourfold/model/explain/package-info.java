/** Why: what each place of a photo adds to a word, to a search or to a likeness. */
package io.fourfold.model.explain;
