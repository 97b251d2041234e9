package io.fourfold.model.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Names a training by everything that it depends on, so that a checkpoint is never taken up with other photos, another
 * backbone or another configuration.
 */
final class TrainingIdentity {

    private static final int DIGITS = 8;

    private TrainingIdentity() {}

    /** Eight hexadecimal digits. */
    static String of(TrainingConfig config, List<CaptionedPhoto> photos) {
        MessageDigest digest = sha256();
        digest.update(utf8(config.toString()));
        for (CaptionedPhoto photo : photos) {
            digest.update(utf8(photo.name()));
            photo.captions().forEach(caption -> digest.update(utf8(caption)));
            digest.update(bytes(photo.features().plain()));
            digest.update(bytes(photo.features().flipped()));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static byte[] utf8(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
