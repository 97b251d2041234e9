package io.fourfold.topology.http;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.fourfold.topology.query.CaptionedImage;
import io.fourfold.topology.query.ShardAnswer;
import io.fourfold.topology.query.ShardQuestion;
import io.fourfold.topology.store.IndexedImage;
import io.fourfold.topology.store.SimilarImages;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What instances ask each other: the path of each question, and the types of its JSON. */
enum PeerQuestion {
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

    String path() {
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
