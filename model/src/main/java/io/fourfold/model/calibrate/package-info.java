/** Measures what speaks for captions on photos that a network did not learn from. */
package io.fourfold.model.calibrate;
