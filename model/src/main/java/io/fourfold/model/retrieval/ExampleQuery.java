package io.fourfold.model.retrieval;

import io.fourfold.model.words.CaptionWords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An everyday query with a rule that says which photos answer it, by their human captions: of every group of words, at least one
 * must occur in at least one of the photo's captions.
 *
 * @param text the query
 * @param required groups of words
 */
public record ExampleQuery(String text, List<Set<String>> required) {

    /** How many of the first photos are looked at. */
    public static final int PHOTOS = 10;

    private static final Set<String> CHILDREN =
            Set.of("children", "kids", "boys", "girls", "child", "kid", "boy", "girl", "toddler", "toddlers");

    /** The queries that the product must answer well. */
    public static List<ExampleQuery> all() {
        return List.of(
                new ExampleQuery("a dog", List.of(Set.of("dog", "dogs", "puppy", "puppies"))),
                new ExampleQuery(
                        "a boy smiling",
                        List.of(
                                Set.of("boy", "boys", "child", "children", "kid", "kids", "toddler", "baby"),
                                Set.of(
                                        "smile",
                                        "smiles",
                                        "smiling",
                                        "grin",
                                        "grins",
                                        "grinning",
                                        "laugh",
                                        "laughs",
                                        "laughing",
                                        "happy",
                                        "happily"))),
                new ExampleQuery(
                        "two children playing in the water",
                        List.of(
                                CHILDREN,
                                Set.of("two", "both", "couple", "pair", "children", "kids", "boys", "girls"),
                                Set.of(
                                        "water",
                                        "pool",
                                        "ocean",
                                        "sea",
                                        "lake",
                                        "river",
                                        "stream",
                                        "creek",
                                        "pond",
                                        "puddle",
                                        "fountain",
                                        "sprinkler",
                                        "waves",
                                        "surf",
                                        "swim",
                                        "swimming",
                                        "splash",
                                        "splashing",
                                        "beach"))),
                new ExampleQuery(
                        "a man on a bicycle",
                        List.of(
                                Set.of(
                                        "man",
                                        "men",
                                        "guy",
                                        "person",
                                        "people",
                                        "biker",
                                        "bikers",
                                        "cyclist",
                                        "cyclists",
                                        "bicyclist",
                                        "rider",
                                        "boy"),
                                Set.of(
                                        "bicycle",
                                        "bicycles",
                                        "bike",
                                        "bikes",
                                        "biking",
                                        "cycling",
                                        "biker",
                                        "bikers",
                                        "cyclist",
                                        "cyclists",
                                        "bicyclist",
                                        "bmx"))),
                new ExampleQuery(
                        "snow",
                        List.of(Set.of(
                                "snow",
                                "snowy",
                                "snowing",
                                "snowball",
                                "snowboard",
                                "snowboarder",
                                "snowboarding",
                                "ski",
                                "skis",
                                "skier",
                                "skiers",
                                "skiing",
                                "sled",
                                "sledding"))));
    }

    /** Whether a photo with these captions answers the query. */
    public boolean isAnsweredBy(List<String> captions) {
        Set<String> words = captions.stream()
                .flatMap(caption -> CaptionWords.of(caption).stream())
                .collect(Collectors.toSet());
        return required.stream().allMatch(group -> group.stream().anyMatch(words::contains));
    }

    /**
     * How far people agree on the query.
     *
     * @param photos their captions
     */
    public Agreement agreement(Collection<List<String>> photos) {
        int captions = 0;
        int confirmed = 0;
        for (List<String> photo : photos) {
            for (int i = 0; i < photo.size(); i++) {
                if (isAnsweredBy(List.of(photo.get(i)))) {
                    captions++;
                    confirmed += isAnsweredBy(without(photo, i)) ? 1 : 0;
                }
            }
        }
        return new Agreement(captions, confirmed);
    }

    private static List<String> without(List<String> captions, int left) {
        List<String> others = new ArrayList<>(captions);
        others.remove(left);
        return others;
    }

    /**
     * How far people agree.
     *
     * @param captions that answer the query by themselves
     * @param confirmed those of them whose photo's other captions answer it too
     */
    public record Agreement(int captions, int confirmed) {}

    /**
     * How a query was answered.
     *
     * @param query its text
     * @param right how many of the first {@link #PHOTOS} photos answer it
     * @param rightInAll how many of all photos do
     * @param agreement of the people who described the photos
     */
    public record Result(String query, int right, int rightInAll, Agreement agreement) {}
}
