/**
 * The page at {@code /}: its files, which are the readable modules of {@code src/main/resources} beside it. What it shows
 * comes from the API, of which these classes know nothing.
 */
package io.fourfold.topology.page;
