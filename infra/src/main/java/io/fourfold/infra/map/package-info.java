/** Pictures of maps of words and photos, as PNG and as SVG. */
package io.fourfold.infra.map;
