/**
 * Files that are whole or not there at all, and their SHA-256.
 * Knows no other package.
 */
package io.fourfold.model.files;
