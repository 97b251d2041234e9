package io.fourfold.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What this process has started, paused or not. */
final class ChildProcesses {

    private static final int END_TIMEOUT_MS = 5_000;

    private ChildProcesses() {}

    /** Lets them die with this process, on Ctrl-C too. */
    static void killAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(ChildProcesses::kill, "kill-children"));
    }

    /** Kills them, those, too, that other threads start meanwhile. */
    static void kill() {
        List<ProcessHandle> children = running();
        while (!children.isEmpty()) {
            children.forEach(ProcessHandle::destroyForcibly);
            CompletableFuture<?>[] ends =
                    children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(ends)
                    .completeOnTimeout(null, END_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .join();
            children = running();
        }
    }

    private static List<ProcessHandle> running() {
        return ProcessHandle.current().descendants().toList();
    }
}
