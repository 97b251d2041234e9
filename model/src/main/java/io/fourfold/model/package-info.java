/** The one network behind all four uses, {@link io.fourfold.model.Network}, and the bundle that it is kept in. */
package io.fourfold.model;
