package io.fourfold.infra.local;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another program's main class, and ends the JVM when standard input ends: the operating system closes the pipe
 * when the parent process is gone, however it died. Alone in its class file, because it is put on that program's class
 * path by itself.
 *
 * <p>{@code StdinGuard MAIN_CLASS ARGUMENT...}
 */
final class StdinGuard {

    private static final int GRACE_MS = 5_000;

    private StdinGuard() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread guard = new Thread(StdinGuard::awaitEnd, "stdin-guard");
        guard.setDaemon(true);
        guard.start();
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException failure) {
            failure.getCause().printStackTrace();
            System.exit(1);
        }
    }

    private static void awaitEnd() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // As good as the end.
        }
        Thread lastResort = new Thread(StdinGuard::halt, "stdin-guard-halt");
        lastResort.setDaemon(true);
        lastResort.start();
        System.exit(0);
    }

    private static void halt() {
        try {
            Thread.sleep(GRACE_MS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
