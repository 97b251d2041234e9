package io.fourfold.infra.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process, or a second instance in this one, out of a data directory. Ends with the process. */
record DirectoryLock(FileChannel channel) implements AutoCloseable {

    /**
     * Creates the directory if need be and locks it.
     *
     * @throws LocalStackException if it is in use, or cannot be written
     */
    static DirectoryLock acquire(Path directory) {
        Path file = directory.resolve("in-use.lock");
        Path owner = directory.resolve("in-use.pid");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new LocalStackException("The data directory " + directory + " is in use by process "
                        + (Files.exists(owner) ? Files.readString(owner) : "(unknown)")
                        + ". Stop that one, or choose another directory with --data");
            }
            Files.writeString(owner, Long.toString(ProcessHandle.current().pid()));
            return new DirectoryLock(channel);
        } catch (IOException failure) {
            throw new LocalStackException(
                    "Cannot write to the data directory " + directory + " (" + failure
                            + "). Choose another directory with --data",
                    failure);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new LocalStackException("Cannot release the lock of a data directory", failure);
        }
    }
}
