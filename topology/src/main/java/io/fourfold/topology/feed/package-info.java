/** What happens to photos, as it happens: captions, deletes and dead letters, from a position on and never twice. */
package io.fourfold.topology.feed;
