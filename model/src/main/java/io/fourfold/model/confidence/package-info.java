/** How likely a person would accept a caption: what speaks for it, and what that is worth. */
package io.fourfold.model.confidence;
