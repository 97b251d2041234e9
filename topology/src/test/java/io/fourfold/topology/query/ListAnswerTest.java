package io.fourfold.topology.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fourfold.model.decoder.Caption;
import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.shard.ListedImages;
import io.fourfold.topology.shard.Shards;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListAnswerTest {

    @Test
    void shouldMergePartitionsInTheOrderOfIds() {
        ListAnswer answer = merged(3, all("a", "c"), all("b"));

        assertThat(ids(answer)).containsExactly("a", "b", "c");
        assertThat(answer.next()).isEmpty();
    }

    @Test
    void shouldEndAPageWhereItIsFull() {
        ListAnswer answer = merged(2, upTo("d", "a", "d"), all("b", "c"));

        assertThat(ids(answer)).containsExactly("a", "b");
        assertThat(answer.next()).contains(new ListCursor("b"));
    }

    @Test
    void shouldNotGoBeyondWhatAPartitionHasLookedAt() {
        ListAnswer answer = merged(3, upTo("b", "a"), all("c"));

        assertThat(ids(answer)).containsExactly("a");
        assertThat(answer.next()).contains(new ListCursor("b"));
    }

    @Test
    void shouldGoOnWhereNothingFitted() {
        ListAnswer answer = merged(3, upTo("m"), upTo("k"));

        assertThat(ids(answer)).isEmpty();
        assertThat(answer.next()).contains(new ListCursor("k"));
    }

    @Test
    void shouldOrderIdsAsStoresDo() {
        String emoji = "\uD83D\uDE00";
        String fullWidth = "\uFF21";

        ListAnswer answer = merged(3, all(emoji), all(fullWidth));

        // Java compares the halves of the pair.
        assertThat(emoji).isLessThan(fullWidth);
        assertThat(ids(answer)).containsExactly(fullWidth, emoji);
    }

    @Test
    void shouldReadItsOwnCursorsOnly() {
        assertThat(ListCursor.decode(new ListCursor("a/b \uD83D\uDE00").encode())
                        .imageId())
                .isEqualTo("a/b \uD83D\uDE00");
        assertThatIllegalArgumentException().isThrownBy(() -> ListCursor.decode("bm8"));
        assertThatIllegalArgumentException().isThrownBy(() -> ListCursor.decode("%"));
    }

    private static ListAnswer merged(int k, ListedImages... partitions) {
        return ListAnswer.of(
                new IndexState.Answers<>(List.of(partitions), new Shards(partitions.length, partitions.length)), k);
    }

    private static ListedImages all(String... ids) {
        return new ListedImages(listed(ids), Optional.empty());
    }

    private static ListedImages upTo(String lookedUpTo, String... ids) {
        return new ListedImages(listed(ids), Optional.of(lookedUpTo));
    }

    private static List<ListedImages.Listed> listed(String... ids) {
        CaptionedImage image = new CaptionedImage(
                List.of(new Caption("a dog", -1)),
                "v1",
                "ab",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return Stream.of(ids).map(id -> new ListedImages.Listed(id, image)).toList();
    }

    private static List<String> ids(ListAnswer answer) {
        return answer.images().stream().map(ListedImages.Listed::imageId).toList();
    }
}
