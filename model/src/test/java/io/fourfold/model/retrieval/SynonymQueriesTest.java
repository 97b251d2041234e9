package io.fourfold.model.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SynonymQueriesTest {

    @Test
    void shouldReplaceTheFirstNounThatHasANameOutsideTheVocabulary() {
        SynonymQueries queries = queries(List.of("The man's dog goes north."));

        assertThat(queries.written().texts()).containsExactly("The man's dog goes north.");
        assertThat(queries.replaced().texts())
                .as("all names of a man are in the vocabulary")
                .containsExactly("the man s " + CompassSearch.OUTSIDE + " goes north");
        assertThat(queries.without().texts()).containsExactly("the man s goes north");
    }

    @Test
    void shouldTakeFewCaptionsWithTheSameNoun() {
        assertThat(queries(Collections.nCopies(5, "a dog")).written().size())
                .isEqualTo(SynonymQueries.CAPTIONS_PER_NOUN);
    }

    @Test
    void shouldTakeNoCaptionWithoutSuchANoun() {
        assertThat(queries(List.of("north", CompassSearch.UNKNOWN)).written().size())
                .isZero();
    }

    private static SynonymQueries queries(List<String> captions) {
        return SynonymQueries.of(
                List.of(new EmbeddedPhoto("photo.jpg", new float[] {1, 0}, captions)), new CompassSearch());
    }
}
