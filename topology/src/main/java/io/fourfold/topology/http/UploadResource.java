package io.fourfold.topology.http;

import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.query.DescribedImage;
import io.fourfold.topology.query.ImageQueries;
import io.fourfold.topology.query.UnknownImageException;
import io.fourfold.topology.similarity.Ownership;
import io.fourfold.topology.similarity.Visibility;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads and deletes, which become events. */
final class UploadResource {

    private static final Logger LOG = LoggerFactory.getLogger(UploadResource.class);
    private static final String PATH = "/v1/images/{id}";

    private final UploadEvents events;
    private final ImageQueries queries;
    private final Clock clock;

    UploadResource(UploadEvents events, ImageQueries queries, Clock clock) {
        this.events = events;
        this.queries = queries;
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
        String imageId = context.pathParam("id");
        Visibility visibility = Access.caller(context).visibility();
        String owner = allowed(context, "owner", visibility.owners());
        String album = allowed(context, "album", visibility.albums());
        if (!visibility.unrestricted()) {
            requireVisible(imageId, queries.find(imageId), visibility);
        }
        ImageUploaded event = ImageUploaded.newBuilder()
                .setPhoto(new InlinePhoto(ByteBuffer.wrap(PhotoBody.read(context, Topics.MAX_INLINE_BYTES))))
                .setOwner(owner)
                .setAlbum(album)
                .setFileName(Parameters.optional(context, "fileName").orElse(null))
                .setUploadedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        answer(context, () -> events.upload(imageId, event));
    }

    private void delete(Context context) {
        String imageId = context.pathParam("id");
        Visibility visibility = Access.caller(context).visibility();
        Optional<Ownership> ownership = visibility.unrestricted() ? ownership(imageId) : ownership(imageId, visibility);
        answer(context, () -> events.delete(imageId, ownership));
    }

    /** Of a photo that somebody may know of: if there is none, nothing is deleted. */
    private Optional<Ownership> ownership(String imageId, Visibility visibility) {
        DescribedImage image = queries.image(imageId);
        requireVisible(imageId, Optional.of(image), visibility);
        return Optional.of(image.ownership());
    }

    /** Who may delete everything does so whether it can be told now what there is or not. */
    private Optional<Ownership> ownership(String imageId) {
        try {
            return queries.find(imageId).map(DescribedImage::ownership);
        } catch (RuntimeException e) {
            LOG.info("Nobody can tell now whose photo '{}' is that is deleted: {}", imageId, e.toString());
            return Optional.empty();
        }
    }

    private static void requireVisible(String imageId, Optional<DescribedImage> image, Visibility visibility) {
        if (image.isPresent() && !image.get().isVisibleTo(visibility)) {
            throw new UnknownImageException(imageId);
        }
    }

    /** The owner or album that a parameter names; without it, the only one that may be named. */
    private static String allowed(Context context, String parameter, Set<String> names) {
        Optional<String> named = Parameters.optional(context, parameter);
        if (names.isEmpty()) {
            return named.orElse(null);
        }
        if (named.isEmpty() && names.size() == 1) {
            return names.iterator().next();
        }
        return named.filter(names::contains)
                .orElseThrow(() -> new BadParameterException(
                        parameter,
                        "must be " + names.stream().sorted().collect(Collectors.joining(" or ")) + " for this caller"));
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
