package io.fourfold.infra.client;

import io.fourfold.model.files.Sha256;
import io.fourfold.topology.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A photo on this machine's disk.
 *
 * @param imageId the path below the folder that was named, its parts joined by colons: {@code holiday:beach.jpg}
 * @param path where the file is, absolute
 */
public record PhotoFile(String imageId, Path path) {

    /** 900 KB, which leaves room for the event's other fields in a record of Kafka's default limit of 1 MB. */
    public static final int MAX_INLINE_BYTES = Topics.MAX_INLINE_BYTES;

    /** In order, for a message; of some it shows only later that nobody here reads them. */
    private static final Set<String> EXTENSIONS =
            new TreeSet<>(Set.of("jpg", "jpeg", "png", "webp", "tif", "tiff", "gif", "bmp", "heic", "heif", "avif"));

    /**
     * Finds photos: a file is taken as it is, a folder is searched for files that are photos by their names.
     *
     * @return in the order of their ids within each path, each id once
     * @throws IOException if a path does not exist or cannot be read
     * @throws IllegalArgumentException if two files would get the same id, or none is found
     */
    public static List<PhotoFile> find(List<Path> paths) throws IOException {
        List<PhotoFile> photos = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString(), null, "there is no such file or folder");
            }
            if (Files.isDirectory(path)) {
                photos.addAll(inFolder(path.toAbsolutePath().normalize()));
            } else {
                photos.add(new PhotoFile(
                        path.getFileName().toString(), path.toAbsolutePath().normalize()));
            }
        }
        requirePhotosWithDistinctIds(photos, paths);
        return photos;
    }

    /** The whole file. */
    public byte[] read() {
        return readBy(Files::readAllBytes);
    }

    /** Length in bytes. */
    public long size() {
        return readBy(Files::size);
    }

    /** Whether the photo travels inside its upload event rather than as a claim check. */
    public boolean fitsAnEvent() {
        return size() <= MAX_INLINE_BYTES;
    }

    /** The file's SHA-256 as the events carry it: 64 lower-case hexadecimal digits. */
    public String sha256() {
        return readBy(Sha256::hex);
    }

    private interface FileReader<T> {
        T read(Path file) throws IOException;
    }

    private <T> T readBy(FileReader<T> reader) {
        try {
            return reader.read(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static List<PhotoFile> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(PhotoFile::hasPhotoExtension)
                    .map(file -> new PhotoFile(idWithin(folder, file), file))
                    .sorted((a, b) -> a.imageId().compareTo(b.imageId()))
                    .toList();
        }
    }

    private static String idWithin(Path folder, Path file) {
        List<String> parts = new ArrayList<>();
        folder.relativize(file).forEach(part -> parts.add(part.toString()));
        return String.join(":", parts);
    }

    private static boolean hasPhotoExtension(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static void requirePhotosWithDistinctIds(List<PhotoFile> photos, List<Path> paths) {
        if (photos.isEmpty()) {
            throw new IllegalArgumentException(
                    "no photos in " + paths + ": none of the files ends in one of " + EXTENSIONS);
        }
        Set<String> ids = new HashSet<>();
        for (PhotoFile photo : photos) {
            if (!ids.add(photo.imageId())) {
                throw new IllegalArgumentException("two files would get the image id '" + photo.imageId()
                        + "'; upload them separately or name the folder above them");
            }
        }
    }
}
