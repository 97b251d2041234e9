package io.fourfold.topology.peer;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.shard.ShardAnswer;
import io.fourfold.topology.shard.ShardQuestion;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImages;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What instances ask each other: the path of each question, and the types of its JSON. */
public enum PeerQuestion {
    SIMILAR(ShardQuestion.Similar.class, type(SimilarImages.Hits.class)),
    CAPTIONS(ShardQuestion.Captions.class, byId(CaptionedImage.class)),
    EMBEDDINGS(ShardQuestion.Embeddings.class, byId(IndexedImage.class));

    private final Class<? extends ShardQuestion<?>> question;
    private final JavaType answer;

    PeerQuestion(Class<? extends ShardQuestion<?>> question, JavaType answer) {
        this.question = question;
        this.answer = answer;
    }

    static PeerQuestion of(ShardQuestion<?> question) {
        if (question instanceof ShardQuestion.Similar) {
            return SIMILAR;
        }
        return question instanceof ShardQuestion.Captions ? CAPTIONS : EMBEDDINGS;
    }

    public String path() {
        return "/internal/v1/" + name().toLowerCase(Locale.ROOT);
    }

    /** Type of a request's body. */
    JavaType requestType() {
        return types().constructParametricType(PeerJson.RequestJson.class, question);
    }

    /** Type of a response's body. */
    JavaType answersType() {
        return types().constructCollectionType(List.class, types().constructParametricType(ShardAnswer.class, answer));
    }

    private static JavaType type(Class<?> type) {
        return types().constructType(type);
    }

    private static JavaType byId(Class<?> type) {
        return types().constructMapType(Map.class, String.class, type);
    }

    private static TypeFactory types() {
        return TypeFactory.defaultInstance();
    }
}
