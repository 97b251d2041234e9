package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.model.decoder.Caption;
import io.fourfold.topology.feed.Happening;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What happens, as server-sent events: their names and data, without the ids. */
public final class FeedJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FeedJson() {}

    /** A photo with its captions; what is not known is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CaptionedJson(
            String imageId,
            String time,
            String modelVersion,
            String sourceSha256,
            String owner,
            String album,
            String fileName,
            List<CaptionJson> captions) {

        static CaptionedJson of(Happening.Captioned captioned) {
            return new CaptionedJson(
                    captioned.imageId(),
                    captioned.time().toString(),
                    captioned.photo().modelVersion(),
                    captioned.photo().sourceSha256(),
                    captioned.photo().owner().orElse(null),
                    captioned.photo().album().orElse(null),
                    captioned.photo().fileName().orElse(null),
                    CaptionJson.of(captioned.photo().captions(), Caption.NOT_KNOWN));
        }
    }

    /** A photo that is gone. */
    record DeletedJson(String imageId, String time) {}

    /** Why a feed does not go on where a reader was. */
    record GapJson(String reason) {}

    /** The event's lines, each with its end. */
    public static byte[] event(Happening happening) {
        if (happening instanceof Happening.Captioned captioned) {
            return event("captioned", CaptionedJson.of(captioned));
        }
        if (happening instanceof Happening.Deleted deleted) {
            return event(
                    "deleted", new DeletedJson(deleted.imageId(), deleted.time().toString()));
        }
        return event("dead-letter", DeadLetterResource.json(((Happening.Failed) happening).letter()));
    }

    static byte[] gap(String reason) {
        return event("gap", new GapJson(reason));
    }

    private static byte[] event(String name, Object data) {
        try {
            // JSON escapes line breaks, so it is one line.
            return ("event: " + name + "\ndata: " + MAPPER.writeValueAsString(data) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written as JSON", e);
        }
    }
}
