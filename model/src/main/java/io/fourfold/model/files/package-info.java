/** Files that are whole or not there at all, and their SHA-256. */
package io.fourfold.model.files;
