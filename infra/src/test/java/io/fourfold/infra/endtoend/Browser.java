package io.fourfold.infra.endtoend;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The chromium of this machine, driven by Playwright, whose driver comes from npm: the bundle on Maven Central is as large as
 * everything else that the build needs.
 */
final class Browser implements AutoCloseable {

    private static final int INSTALL_SECONDS = 180;
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final Path npm;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium, Path npm) {
        this.playwright = playwright;
        this.chromium = chromium;
        this.npm = npm;
    }

    /** @throws TestAbortedException if chromium, node or npm is missing: the test is skipped */
    static Browser launch() throws IOException, InterruptedException {
        Path executable = NAMES.stream()
                .flatMap(name -> find(name).stream())
                .findFirst()
                .orElseThrow(() -> skipped("no chromium was found; apt-get install chromium"));
        Path node = find("node").orElseThrow(() -> skipped("node and npm are missing"));
        Path npm = install();
        Path driver = Files.createDirectories(npm.resolve("driver"));
        Path packaged = driver.resolve("package");
        if (!Files.exists(packaged)) {
            Files.createSymbolicLink(
                    packaged, npm.resolve("node_modules/playwright-core").toAbsolutePath());
        }
        System.setProperty("playwright.cli.dir", driver.toAbsolutePath().toString());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(
                playwright,
                playwright
                        .chromium()
                        .launch(new LaunchOptions()
                                .setExecutablePath(executable)
                                .setArgs(QUIET)),
                npm);
    }

    /**
     * A window of its own, without cookies.
     *
     * @param complaints takes what its scripts throw, and what they or the browser log as an error
     */
    Page window(int width, int height, ColorScheme scheme, Collection<String> complaints) {
        Page page = chromium.newContext(
                        new NewContextOptions().setViewportSize(width, height).setColorScheme(scheme))
                .newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** What shuts people out of a page as it is now (axe): serious things, and their places. */
    List<String> violations(Page page, String view) {
        page.evaluate(axe());
        Object found = page.evaluate("axe.run().then(({violations}) => violations"
                + ".filter(({impact}) => impact === 'serious' || impact === 'critical')"
                + ".map(({id, nodes}) => id + ': ' + nodes.map(({html}) => html).slice(0, 3).join(' ')))");
        return ((List<?>) found)
                .stream().map(violation -> view + " " + violation).toList();
    }

    private String axe() {
        try {
            return Files.readString(npm.resolve("node_modules/axe-core/axe.min.js"));
        } catch (IOException e) {
            throw new UncheckedIOException("axe-core cannot be read", e);
        }
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Path install() throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of("target", "browser"));
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(
                    Path.of("src", "test", "browser", file),
                    directory.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Path output = directory.resolve("npm.txt");
        Process process;
        try {
            process = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException missing) {
            throw skipped("npm is missing");
        }
        if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw skipped("npm took longer than " + INSTALL_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw skipped("npm cannot install Playwright's driver: " + Files.readString(output));
        }
        return directory;
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static TestAbortedException skipped(String reason) {
        System.out.println("SKIPPED: the page is not tested in a browser: " + reason);
        return new TestAbortedException(reason);
    }
}
