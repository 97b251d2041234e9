package io.fourfold.model.encoder;

import io.fourfold.model.files.AtomicFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Backbone features of many photos, kept so that training need not encode them again.
 *
 * <p>On disk, big-endian: magic {@code F4FEAT01}, SHA-256 of the backbone as text, count and feature size as int32, then for
 * each photo its file name, its feature and that of its mirror image. Text is in Java's modified UTF-8.
 *
 * @param backbone SHA-256 of the backbone's ONNX file, hexadecimal
 * @param names file names of the photos
 * @param features {@code [photo][feature]}
 * @param mirrored {@code [photo][feature]} of the photos flipped left to right
 */
public record FeatureFile(String backbone, List<String> names, float[][] features, float[][] mirrored) {

    private static final String MAGIC = "F4FEAT01";

    public FeatureFile {
        names = List.copyOf(names);
        if (names.size() != features.length || names.size() != mirrored.length) {
            throw new IllegalArgumentException(
                    "%d names, %d features, %d mirrored".formatted(names.size(), features.length, mirrored.length));
        }
    }

    /** Length of one feature; 0 if there is no photo. */
    public int featureSize() {
        return features.length == 0 ? 0 : features[0].length;
    }

    /** Writes the file, replacing an older one only when it is complete. */
    public void write(Path target) throws IOException {
        AtomicFile.write(target, output -> {
            DataOutputStream data = new DataOutputStream(new BufferedOutputStream(output, 1 << 16));
            data.writeBytes(MAGIC);
            data.writeUTF(backbone);
            data.writeInt(names.size());
            data.writeInt(featureSize());
            for (int i = 0; i < features.length; i++) {
                data.writeUTF(names.get(i));
                data.write(bytes(features[i]));
                data.write(bytes(mirrored[i]));
            }
            data.flush();
        });
    }

    /** @throws IOException if the file is not a feature file or is cut short */
    public static FeatureFile read(Path source) throws IOException {
        try (DataInputStream data =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(source), 1 << 16))) {
            if (!new String(data.readNBytes(MAGIC.length()), StandardCharsets.US_ASCII).equals(MAGIC)) {
                throw new IOException(source + " is not a feature file: delete it and extract the features again");
            }
            String backbone = data.readUTF();
            int count = data.readInt();
            int size = data.readInt();
            List<String> names = new ArrayList<>(count);
            float[][] features = new float[count][];
            float[][] mirrored = new float[count][];
            for (int i = 0; i < count; i++) {
                names.add(data.readUTF());
                features[i] = floats(data, size);
                mirrored[i] = floats(data, size);
            }
            return new FeatureFile(backbone, names, features, mirrored);
        } catch (EOFException cut) {
            throw new IOException(source + " is cut short: delete it and extract the features again", cut);
        }
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    private static float[] floats(DataInputStream data, int count) throws IOException {
        byte[] bytes = new byte[count * Float.BYTES];
        data.readFully(bytes);
        float[] values = new float[count];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }
}
