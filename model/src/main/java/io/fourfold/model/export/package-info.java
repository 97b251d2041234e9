/** Networks in the formats of other programs. */
package io.fourfold.model.export;
