package io.fourfold.model.words;

import java.util.Set;

/** What kind of work a word does in an English caption, as far as the rules of grammar here need to know. */
public enum WordClass {

    /** Words that another word has to follow; people end one caption in fifty with one of them ("a man walks by"). */
    DANGLING("a an the this these those that his her its their some another two three four five "
            + "several many very of with in on at to from by for near into onto over under behind "
            + "beside between through across along against toward towards among during and or but while "
            + "as than who which where is are was were be being has have wearing holding next front"),

    /** Words that a caption may need again and again. */
    LINKING("a an the of with in on at and to is are by his her front next"),

    /** Words that announce a thing. */
    ARTICLE("a an the his her its their"),

    /** Words that join two things of a kind. */
    JOINING("and or"),

    /** Words that say what a thing is like and cannot stand for it: after an article a thing has to follow. */
    DESCRIBING("red blue green yellow orange pink purple black white brown gray grey tan blond blonde "
            + "big large small little young old older long short tall wooden colorful dirty snowy rocky "
            + "grassy sandy empty crowded");

    private final Set<String> words;

    WordClass(String words) {
        this.words = Set.of(words.split(" "));
    }

    /** Whether the lower-case word is one of these. */
    public boolean has(String word) {
        return words.contains(word);
    }
}
