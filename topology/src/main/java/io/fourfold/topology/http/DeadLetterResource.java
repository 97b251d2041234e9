package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.topology.deadletter.DeadLetter;
import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.deadletter.LetterFilter;
import io.fourfold.topology.error.NotReadyException;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;

/** Records that could not be handled. Reading them takes a while, so one request at a time is answered. */
final class DeadLetterResource {

    private final DeadLetters letters;
    private final Semaphore turns = new Semaphore(1);

    DeadLetterResource(DeadLetters letters) {
        this.letters = letters;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/dead-letters",
                        "records that could not be handled: ?reason=&topic=&key=&since=&until=&k=&cursor=",
                        this::list),
                Route.post(
                        "/v1/dead-letters/replay",
                        "sends them to where they came from: ?id=&reason=&topic=&key=&since=&until=&all=",
                        this::replay),
                Route.post(
                        "/v1/dead-letters/discard",
                        "marks them as dealt with: ?id=&reason=&topic=&key=&since=&until=&all=",
                        this::discard));
    }

    /** The answer; {@code nextCursor} is left out on the last page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LettersJson(List<LetterJson> deadLetters, String nextCursor) {}

    /** One of them; {@code topic}, {@code partition} and {@code offset} say where it stood, if that is known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LetterJson(
            String id,
            String time,
            String key,
            String topic,
            Integer partition,
            Long offset,
            String exception,
            String reason,
            int attempts) {}

    /** How many were discarded. */
    record DiscardedJson(int discarded) {}

    private void list(Context context) {
        LetterFilter filter = Parameters.letters(context);
        int k = Parameters.k(context);
        var after = Parameters.letterCursor(context);
        DeadLetters.Page page = inTurn(() -> letters.list(filter, after, k));
        context.json(new LettersJson(
                page.letters().stream().map(DeadLetterResource::json).toList(),
                page.next().map(Object::toString).orElse(null)));
    }

    private void replay(Context context) {
        LetterFilter filter = Parameters.chosenLetters(context);
        context.json(inTurn(() -> letters.replay(filter)));
    }

    private void discard(Context context) {
        LetterFilter filter = Parameters.chosenLetters(context);
        context.json(new DiscardedJson(inTurn(() -> letters.discard(filter))));
    }

    private <T> T inTurn(Supplier<T> work) {
        if (!turns.tryAcquire()) {
            throw new NotReadyException("Another request about dead letters is being answered");
        }
        try {
            return work.get();
        } catch (RetriableException away) {
            throw new NotReadyException("Kafka does not answer: " + away.getMessage());
        } finally {
            turns.release();
        }
    }

    static LetterJson json(DeadLetter letter) {
        DeadLetter.Origin origin = letter.origin().orElse(null);
        return new LetterJson(
                letter.id().toString(),
                letter.time().toString(),
                letter.key(),
                origin == null ? null : origin.topic(),
                origin == null ? null : origin.partition(),
                origin == null ? null : origin.offset(),
                letter.exception(),
                letter.reason(),
                letter.attempts());
    }
}
