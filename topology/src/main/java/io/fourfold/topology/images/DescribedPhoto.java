package io.fourfold.topology.images;

import io.fourfold.model.decoder.Caption;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.photo.LoadedPhoto;
import java.util.List;

/**
 * A photo with all that is known of it: what {@link PhotoOutput}s are made of.
 *
 * @param upload the event that brought it
 * @param file its file
 * @param pixels its decoded pixels; it is decoded once for all outputs
 * @param embedding {@code [300]}
 * @param captions best first, never empty
 * @param modelVersion version of the network that described it
 */
record DescribedPhoto(
        ImageUploaded upload,
        LoadedPhoto file,
        DecodedPhoto pixels,
        float[] embedding,
        List<Caption> captions,
        String modelVersion) {}
