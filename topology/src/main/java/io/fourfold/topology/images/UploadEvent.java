package io.fourfold.topology.images;

import io.fourfold.schemas.ImageUploaded;
import java.util.Optional;

/**
 * An upload as it was read.
 *
 * @param bytes the record's value, unchanged
 * @param upload what it says; empty while the registry has no schema of its id
 */
record UploadEvent(byte[] bytes, Optional<ImageUploaded> upload) {}
