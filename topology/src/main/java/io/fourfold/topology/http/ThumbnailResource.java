package io.fourfold.topology.http;

import io.fourfold.model.files.Sha256;
import io.fourfold.model.image.PhotoFormat;
import io.fourfold.topology.config.FourfoldConfig.PictureSettings;
import io.fourfold.topology.query.ImageQueries;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;

/** Small pictures of stored photos. */
final class ThumbnailResource {

    /** A photo may be replaced or deleted at any time, so whoever keeps a picture asks whether it still holds. */
    private static final String CACHING = "private, no-cache";

    private final ImageQueries queries;

    ThumbnailResource(ImageQueries queries) {
        this.queries = queries;
    }

    List<Route> routes() {
        return List.of(Route.get(
                PictureSettings.THUMBNAIL_PATH, "a small picture of a stored photo, a JPEG", this::thumbnail));
    }

    private void thumbnail(Context context) {
        String imageId = context.pathParam("id");
        Optional<byte[]> jpeg = queries.thumbnail(imageId);
        if (jpeg.isEmpty()) {
            Problem.of(
                            "no-thumbnail",
                            "No thumbnail",
                            HttpStatus.NOT_FOUND,
                            "There is no thumbnail of image '" + imageId
                                    + "': there is no such photo, or it was described"
                                    + " while thumbnails.enabled was not set")
                    .send(context);
            return;
        }
        String tag = '"' + Sha256.hex(jpeg.get()) + '"';
        context.header(Header.ETAG, tag).header(Header.CACHE_CONTROL, CACHING);
        String atHand = context.header(Header.IF_NONE_MATCH);
        if (atHand != null && (atHand.equals("*") || atHand.contains(tag))) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        context.contentType(PhotoFormat.JPEG.contentType()).result(jpeg.get());
    }
}
