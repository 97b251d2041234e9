package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.model.image.PhotoFormat;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.deadletter.DeadLetter;
import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.deadletter.LetterFilter;
import io.fourfold.topology.deadletter.LetterId;
import io.fourfold.topology.deadletter.LetterPhotos;
import io.fourfold.topology.deadletter.NoPhotoException;
import io.fourfold.topology.error.NotReadyException;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Records that could not be handled. Reading all of them takes a while, so one request at a time is answered; those for
 * one of them wait for each other.
 */
final class DeadLetterResource {

    /** Each has a consumer. */
    private static final int LOOKS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DeadLetters letters;
    private final LetterPhotos photos;
    private final Semaphore turns = new Semaphore(1);
    private final Semaphore looks = new Semaphore(LOOKS);

    DeadLetterResource(DeadLetters letters, LetterPhotos photos) {
        this.letters = letters;
        this.photos = photos;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/dead-letters",
                        "records that could not be handled: ?reason=&topic=&key=&since=&until=&k=&cursor=",
                        this::list),
                Route.get("/v1/dead-letters/{id}", "one of them with its headers", this::details),
                Route.get("/v1/dead-letters/{id}/photo", "the photo that it brought along", this::photo),
                Route.post(
                                "/v1/dead-letters/replay",
                                "sends them to where they came from: ?id=&reason=&topic=&key=&since=&until=&all=",
                                this::replay)
                        .needs(Scope.ADMIN),
                Route.post(
                                "/v1/dead-letters/discard",
                                "marks them as dealt with: ?id=&reason=&topic=&key=&since=&until=&all=",
                                this::discard)
                        .needs(Scope.ADMIN));
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

    /** One of them in full. */
    record DetailsJson(LetterJson deadLetter, Map<String, String> headers, int valueBytes) {}

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

    private void details(Context context) throws InterruptedException {
        LetterId id = Parameters.letter(context);
        look(() -> letters.find(id))
                .ifPresentOrElse(
                        found -> context.json(
                                new DetailsJson(json(found.letter()), found.headers(), found.valueBytes())),
                        () -> unknown(id, context));
    }

    private void photo(Context context) throws InterruptedException {
        LetterId id = Parameters.letter(context);
        try {
            look(() -> photos.find(id)).ifPresentOrElse(file -> send(file, context), () -> unknown(id, context));
        } catch (NoPhotoException e) {
            Problem.of("no-preview", "No preview", HttpStatus.NOT_FOUND, "Nothing can be shown: " + e.getMessage())
                    .send(context);
        }
    }

    /** Anyone may have uploaded it: a browser is to take it for a picture or for nothing. */
    private static void send(byte[] file, Context context) {
        context.contentType(PhotoFormat.of(file).orElseThrow().contentType())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header(Header.CACHE_CONTROL, "private, max-age=300")
                .result(file);
    }

    private static void unknown(LetterId id, Context context) {
        Problem.of(
                        "unknown-dead-letter",
                        "No such dead letter",
                        HttpStatus.NOT_FOUND,
                        "There is no dead letter '" + id + "', or its time has passed")
                .send(context);
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
        return answer(work, turns);
    }

    private <T> T look(Supplier<T> work) throws InterruptedException {
        if (!looks.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new NotReadyException("Too many dead letters are being looked at");
        }
        return answer(work, looks);
    }

    private static <T> T answer(Supplier<T> work, Semaphore permit) {
        try {
            return work.get();
        } catch (RetriableException away) {
            throw new NotReadyException("Kafka does not answer: " + away.getMessage());
        } finally {
            permit.release();
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
