package io.fourfold.topology.http;

import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.upload.UploadEvents;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;

/** Uploads and deletes, which become events. */
final class UploadResource {

    private static final String PATH = "/v1/images/{id}";

    private final UploadEvents events;
    private final Clock clock;

    UploadResource(UploadEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.put(
                        PATH, "uploads the photo in the body, or replaces it: ?owner=&album=&fileName=", this::upload),
                Route.delete(PATH, "deletes a photo", this::delete));
    }

    /** The answer. */
    record EventSentJson(String imageId, String topic, int partition, long offset, LinksJson links) {}

    /**
     * Where to look.
     *
     * @param image what is known of the photo
     * @param deadLetters why it could not be described
     */
    record LinksJson(String image, String deadLetters) {}

    private void upload(Context context) throws IOException {
        ImageUploaded event = ImageUploaded.newBuilder()
                .setPhoto(new InlinePhoto(ByteBuffer.wrap(PhotoBody.read(context, Topics.MAX_INLINE_BYTES))))
                .setOwner(Parameters.optional(context, "owner").orElse(null))
                .setAlbum(Parameters.optional(context, "album").orElse(null))
                .setFileName(Parameters.optional(context, "fileName").orElse(null))
                .setUploadedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        answer(context, () -> events.upload(context.pathParam("id"), event));
    }

    private void delete(Context context) {
        answer(context, () -> events.delete(context.pathParam("id")));
    }

    private void answer(Context context, Supplier<UploadEvents.Sent> sending) {
        Instant before = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        UploadEvents.Sent sent = sending.get();
        String imageId = context.pathParam("id");
        String image = "/v1/images/" + Pictures.encoded(imageId);
        String deadLetters = "/v1/dead-letters?key=" + Pictures.encoded(imageId) + "&since=" + before;
        context.status(HttpStatus.ACCEPTED)
                .header(Header.LOCATION, image)
                .json(new EventSentJson(
                        imageId, sent.topic(), sent.partition(), sent.offset(), new LinksJson(image, deadLetters)));
    }
}
