package io.fourfold.topology.query;

/** What is explained about a photo. */
public sealed interface Explained {

    /** Why the network says a word, or would. */
    record Word(String word) implements Explained {}

    /** Why a search finds the photo. */
    record Text(String text) implements Explained {}

    /** Why the photo looks like a stored one. */
    record Image(String imageId) implements Explained {}
}
