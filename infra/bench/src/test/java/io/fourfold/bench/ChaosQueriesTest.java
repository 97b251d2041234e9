package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fourfold.bench.ChaosQueries.Verdict;
import io.fourfold.infra.client.Gallery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChaosQueriesTest {

    private static final String ID = "photo-3";
    private static final int PARTITIONS = 3;

    private final Gallery gallery = new Gallery("network", 60, 1);
    private final ObjectNode answer = new ObjectMapper().createObjectNode();
    private final List<String> hits = new ArrayList<>();
    private final Stub instance = new Stub();
    private final ChaosQueries queries = new ChaosQueries(List.of(instance), gallery, PARTITIONS, 1);

    private final class Stub implements ChaosTarget {

        private int status = 200;
        private boolean up = true;
        private boolean answers = true;

        @Override
        public String name() {
            return "instance-0";
        }

        @Override
        public boolean up() {
            return up;
        }

        @Override
        public int deaths() {
            return 0;
        }

        @Override
        public boolean paused() {
            return false;
        }

        @Override
        public Answer get(String path) throws IOException {
            if (!answers) {
                throw new IOException("connection reset");
            }
            return new Answer(status, answer);
        }
    }

    @BeforeEach
    void answerRight() {
        hits.addAll(gallery.ranked(ID, any -> true).subList(0, 10));
        shards(PARTITIONS);
    }

    @Test
    void shouldFindACompleteAnswerRight() throws Exception {
        assertThat(similar()).isEqualTo(Verdict.COMPLETE);
        assertThat(queries.wrong()).isEmpty();
    }

    @Test
    void shouldFindAnAnswerWrongThatLacksAPhoto() throws Exception {
        hits.remove(4);

        assertWrong();
    }

    @Test
    void shouldFindAnAnswerWrongInAnotherOrder() throws Exception {
        Collections.swap(hits, 4, 5);

        assertWrong();
    }

    @Test
    void shouldFindAnAnswerWrongThatSaysItIsCompleteAndIsOfSomePartitions() throws Exception {
        ofPartitions(0, 2);

        assertWrong();
    }

    @Test
    void shouldFindAnIncompleteAnswerRightForThePartitionsThatAnswered() throws Exception {
        ofPartitions(0, 2);
        shards(2);

        assertThat(similar()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void shouldFindAnIncompleteAnswerWrongThatLacksAPhotoOfThem() throws Exception {
        ofPartitions(0, 2);
        hits.remove(0);
        shards(2);

        assertWrong();
    }

    @Test
    void shouldFindAnAnswerWrongWithTheCaptionOfAnotherPhoto() throws Exception {
        similar();
        ((ObjectNode) answer.at("/hits/0")).put("caption", Gallery.caption("photo-0"));

        assertThat(queries.similar(instance, ID)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void shouldFindAnAnswerWrongThatDoesNotKnowThePhoto() throws Exception {
        instance.status = 404;

        assertWrong();
    }

    @Test
    void shouldLetAnInstanceAskForPatience() throws Exception {
        instance.status = 503;

        assertThat(similar()).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(queries.wrong()).isEmpty();
    }

    @Test
    void shouldFindNoAnswerWrongUnlessTheInstanceIsDead() throws Exception {
        instance.answers = false;
        assertWrong();

        instance.up = false;
        assertThat(similar()).isEqualTo(Verdict.DEAD);
    }

    @Test
    void shouldFindAPhotoWrongWithAnotherCaptionOrWithoutItsEmbedding() throws Exception {
        answer.putArray("captions").addObject().put("text", Gallery.caption(ID));
        assertThat(queries.image(instance, ID)).isEqualTo(Verdict.WRONG);

        answer.putObject("embedding");
        assertThat(queries.image(instance, ID)).isEqualTo(Verdict.COMPLETE);
        assertThat(queries.image(instance, "photo-4")).isEqualTo(Verdict.WRONG);
    }

    private Verdict similar() throws InterruptedException {
        answer.putArray("hits");
        hits.forEach(
                id -> answer.withArray("hits").addObject().put("imageId", id).put("caption", Gallery.caption(id)));
        return queries.similar(instance, ID);
    }

    private void assertWrong() throws InterruptedException {
        assertThat(similar()).isEqualTo(Verdict.WRONG);
        assertThat(queries.wrong()).hasSize(1);
    }

    private void shards(int answered) {
        answer.putObject("shards").put("answered", answered);
    }

    private void ofPartitions(Integer... partitions) {
        hits.clear();
        hits.addAll(gallery.ranked(
                        ID,
                        id -> List.of(partitions)
                                .contains(Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8)))
                                        % PARTITIONS))
                .subList(0, 10));
    }
}
