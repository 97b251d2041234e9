package io.fourfold.infra.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in chromium, in front of a real application; screenshots of every view go to {@code target/screenshots}. */
@TestMethodOrder(OrderAnnotation.class)
class PageIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final double PATIENCE_MS = 60_000;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int MOST_BYTES = 200_000;
    private static final int FEED_SECONDS = Integer.getInteger("feed.seconds", 10);

    private static final Map<String, String> VIEWS = Map.ofEntries(
            Map.entry("photos", "#/feed"),
            Map.entry("search", "#/search"),
            Map.entry("results", "#/search?q=people+at+the+harbour"),
            Map.entry("photo", "#/photo/kayaker.webp?word=kayak&like=waterfall.jpg"),
            Map.entry("words", "#/words?word=snow"),
            Map.entry("map", "#/maps/photos"),
            Map.entry("word-map", "#/maps/words"),
            Map.entry("list", "#/maps/photos?as=list"),
            Map.entry("letters", "#/letters"),
            Map.entry("status", "#/status"));

    @TempDir
    private static Path directory;

    private static Browser browser;
    private static Deployment deployment;
    private static Network network;
    private static FourfoldApplication application;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        browser = Browser.launch();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        deployment = Deployment.start(directory);
        network = ModelBundle.loadDefault();
        application = startApplication(0);
        upload(PhotoFile.find(List.of(Distribution.fromSystemProperty().samples())));
        Awaitility.await().atMost(TIMEOUT).ignoreExceptions().until(() -> stored("waterfall.jpg"));
    }

    @AfterAll
    static void stop() {
        if (deployment != null) {
            application.close();
            network.close();
            deployment.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        page = browser.window(1280, 860, ColorScheme.LIGHT, complaints);
    }

    @AfterEach
    void close() {
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldBeUsableAtOnceAndAskNoOtherHost() {
        List<Response> responses = new CopyOnWriteArrayList<>();
        page.onResponse(responses::add);

        show("#/feed");
        assertThat(tiles().first()).isVisible();

        double usable = ((Number) page.evaluate("performance.getEntriesByName('usable')[0].startTime")).doubleValue();
        int bytes = ((Number)
                        page.evaluate("['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))"
                                + ".filter(({name}) => !/thumbnail|v1.feed/.test(name))"
                                + ".reduce((sum, {decodedBodySize}) => sum + decodedBodySize, 0)"))
                .intValue();
        System.out.printf("The page is usable after %.0f ms and has %,d bytes without photos%n", usable, bytes);
        assertThat(bytes).isLessThan(MOST_BYTES);
        assertThat(responses)
                .allSatisfy(response -> assertThat(response.url())
                        .matches(url ->
                                url.startsWith(application.httpAddress().toString()) || url.startsWith("blob:")));
    }

    @Test
    void shouldShowPhotosAsTheyAreDescribed() throws IOException {
        show("#/feed");
        assertThat(tiles().first()).isVisible();

        upload(List.of(new PhotoFile("just now.webp", sample("kayaker.webp"))));

        assertThat(tiles().first()).hasAttribute("href", "#/photo/just%20now.webp");
        page.getByRole(AriaRole.BUTTON, named("Pause")).click();
        upload(List.of(new PhotoFile("later.webp", sample("kayaker.webp"))));
        page.getByRole(AriaRole.BUTTON, named("1 new")).click();
        assertThat(tiles().first()).hasAttribute("href", "#/photo/later.webp");
    }

    @Test
    void shouldShowHostileNamesAndCaptionsAsText() {
        String hostile = "<img src=x onerror=\"document.title='taken'\">";
        show("#/feed");
        try (Producer<String, SpecificRecord> producer = deployment.producer()) {
            producer.send(new ProducerRecord<>(
                    deployment.cluster().topics().imageCaptioned(),
                    hostile,
                    captioned("<script>document.title='taken'</script> a dog", hostile)));
        }

        Locator tile = tiles().filter(new Locator.FilterOptions().setHasText("<script>"));
        assertThat(tile).containsText("<script>document.title='taken'</script> a dog");
        assertThat(tile).containsText(hostile);
        show("#/search?q=" + "%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+dog");
        assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("<img src=x onerror=alert(1)>");
        assertThat(page.title()).doesNotContain("taken");
    }

    @Test
    void shouldStoreDroppedPhotosAndSayWhyOneIsRefused() throws IOException {
        show("#/feed");

        drop(Map.of("dropped.webp", Files.readAllBytes(sample("mountain-lake.webp")), "broken.jpg", broken()));

        Locator tray = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Added photos"));
        assertThat(tray.getByText("not stored")).isVisible();
        assertThat(tray.locator("li.refused")).containsText("broken.jpg");
        tray.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Store this photo"))
                .click();
        assertThat(tray.locator("li.stored")).isVisible();
        assertThat(tiles().first()).containsText("dropped.webp");
    }

    @Test
    void shouldBeLightOrDarkAsOneLikesAndAskNobodyWhoOneIs() {
        show("#/feed");
        assertThat(tiles().first()).isVisible();

        page.getByRole(AriaRole.BUTTON, named("Theme")).click();
        page.getByLabel("Dark").check();
        page.reload();

        assertThat(page.locator("html")).hasCSS("color-scheme", "dark");
        assertThat(page.locator("html")).hasCSS("background-color", "rgb(16, 19, 22)");
        page.getByRole(AriaRole.BUTTON, named("Theme")).click();
        assertThat(page.getByLabel("Dark")).isChecked();
        assertThat(page.getByText("Log out")).hasCount(0);
        page.getByLabel("System").check();
        assertThat(page.locator("html")).hasCSS("color-scheme", "light dark");
    }

    @Test
    void shouldSearchByText() {
        show("#/feed");

        page.keyboard().press("/");
        page.keyboard().type("snow at the seaside");
        page.keyboard().press("Enter");

        assertThat(page.locator(".understood")).containsText("seaside");
        assertThat(page.locator(".cut")).containsText("with a score of at least 2.0");
        tiles().first().click();
        page.getByRole(AriaRole.BUTTON, named("What speaks for")).click();
        assertThat(page.locator("canvas.heat")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator(".cut")).isVisible();
    }

    @Test
    void shouldSearchByPhoto() {
        show("#/search");

        page.getByLabel("Choose a photo").setInputFiles(sample("falls-from-above.jpg"));

        assertThat(page.getByText("Looked at, not stored.")).isVisible();
        assertThat(tiles().first()).containsText("falls-from-above.jpg");
        assertThat(tiles().first()).containsText("near duplicate");
    }

    @Test
    void shouldExplainWords() {
        show("#/photo/kayaker.webp");

        page.locator("button.word").nth(1).hover();

        assertThat(page.locator("canvas.heat")).isVisible();
        assertThat(page.locator(".legend")).containsText("The network gives it");
    }

    @Test
    void shouldDeletePhotoUnlessItIsUndone() throws IOException {
        upload(List.of(new PhotoFile("unwanted.webp", sample("kayaker.webp"))));
        Awaitility.await().atMost(TIMEOUT).ignoreExceptions().until(() -> stored("unwanted.webp"));
        show("#/photo/unwanted.webp");

        page.getByRole(AriaRole.BUTTON, named("Delete")).click();
        page.getByRole(AriaRole.BUTTON, named("Undo")).click();
        show("#/photo/unwanted.webp");
        assertThat(page.getByRole(AriaRole.HEADING, named("Captions"))).isVisible();
        page.getByRole(AriaRole.BUTTON, named("Delete")).click();

        Awaitility.await().atMost(TIMEOUT).until(() -> !stored("unwanted.webp"));
        show("#/photo/unwanted.webp");
        assertThat(page.getByText("No such photo")).isVisible();
    }

    @Test
    void shouldShowPointsOfMap() {
        show("#/maps/photos");
        assertThat(page.locator("scatter-map canvas")).isVisible();

        Object place = page.evaluate("(() => { const map = document.querySelector('scatter-map');"
                + " const box = map.getBoundingClientRect(); const [x, y] = map.screen(0);"
                + " return [box.left + x, box.top + y]; })()");
        List<?> numbers = (List<?>) place;
        page.mouse().click(((Number) numbers.get(0)).doubleValue(), ((Number) numbers.get(1)).doubleValue());

        assertThat(page.getByText("True neighbours")).isVisible();
        assertThat(page.locator(".side-list li").first()).isVisible();
        page.getByRole(AriaRole.BUTTON, named("List")).click();
        assertThat(tiles().first()).isVisible();
    }

    @Test
    void shouldDrawAHundredThousandPointsInAFrame() {
        show("#/maps/photos");
        assertThat(page.locator("scatter-map canvas")).isVisible();

        Object drawTimes = page.evaluate("""
                async () => {
                  const map = document.querySelector("scatter-map");
                  const random = () => Float32Array.from({ length: 100000 }, () => Math.random() * 2 - 1);
                  map.points = { labels: Array.from({ length: 100000 }, (_, i) => `p${i}`), xs: random(), ys: random(), fresh: [] };
                  await map.updateComplete;
                  map.drawTimes = [];
                  map.frameTimes = [];
                  for (let i = 0; i < 120; i++) {
                    const key = i % 2 ? "ArrowLeft" : "ArrowRight";
                    map.querySelector("canvas").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
                    await new Promise(requestAnimationFrame);
                  }
                  return map.drawTimes;
                }""");
        Object frameTimes = page.evaluate("document.querySelector('scatter-map').frameTimes");

        System.out.printf(
                "100,000 points are drawn in %.1f ms; panned, a frame takes %.1f ms, 95 of 100 at most %.1f ms%n",
                percentile(drawTimes, 50), percentile(frameTimes, 50), percentile(frameTimes, 95));
        assertThat(percentile(drawTimes, 50)).isLessThan(1000.0 / 30);
    }

    @Test
    void shouldScrollTenThousandPhotos() {
        show("#/maps/photos?as=list");
        assertThat(tiles().first()).isVisible();

        Object frameTimes = page.evaluate("""
                async () => {
                  const grid = document.querySelector("photo-grid");
                  grid.photos = Array.from({ length: 10000 }, (_, i) => ({ imageId: `p${i}`, caption: "a dog runs through the snow" }));
                  await grid.updateComplete;
                  const times = [];
                  let last = await new Promise(requestAnimationFrame);
                  for (let i = 0; i < 240; i++) {
                    scrollBy({ top: 60, behavior: "instant" });
                    const now = await new Promise(requestAnimationFrame);
                    times.push(now - last);
                    last = now;
                  }
                  return times;
                }""");

        System.out.printf(
                "10,000 photos are scrolled with frames of %.1f ms, 95 of 100 at most %.1f ms%n",
                percentile(frameTimes, 50), percentile(frameTimes, 95));
        assertThat(page.getByText("p9999")).isHidden();
        assertThat(tiles().count()).isLessThan(100);
    }

    private static double percentile(Object times, int percent) {
        double[] sorted = ((List<?>) times)
                .stream()
                        .mapToDouble(time -> ((Number) time).doubleValue())
                        .sorted()
                        .toArray();
        return sorted[sorted.length * percent / 100];
    }

    @Test
    void shouldKeepUpWithFiftyPhotosASecond() {
        show("#/feed");
        assertThat(tiles().first()).isVisible();
        String seen = "import('/page/data/feed.js').then(({feed}) => feed.seen)";
        // What was there before is not counted.
        page.waitForTimeout(2000);
        int before = ((Number) page.evaluate(seen)).intValue();
        int photos = FEED_SECONDS * 50;

        double heap = heap();
        try (Producer<String, SpecificRecord> producer = deployment.producer()) {
            for (int i = 0; i < photos; i++) {
                producer.send(new ProducerRecord<>(
                        deployment.cluster().topics().imageCaptioned(),
                        "many-" + i,
                        captioned("a dog runs", "many-" + i)));
                if (i % 50 == 49) {
                    producer.flush();
                    page.waitForTimeout(1000);
                }
            }
        }

        awaitTrue(seen + ".then((seen) => seen >= " + (before + photos) + ")");
        System.out.printf("%d photos in %d s: heap %.1f to %.1f MB%n", photos, FEED_SECONDS, heap, heap());
        assertThat(tiles().count()).isLessThan(200);
        assertThat(heap()).isLessThan(heap + 20);
    }

    private double heap() {
        return ((Number) page.evaluate("performance.memory.usedJSHeapSize / 1e6")).doubleValue();
    }

    @Test
    void shouldReplayAndDiscardDeadLetters() throws IOException {
        Path photo = Files.write(directory.resolve("torn.jpg"), broken());
        upload(List.of(new PhotoFile("torn.jpg", photo)));
        show("#/letters");

        Locator letter = page.locator("li.letter").filter(new Locator.FilterOptions().setHasText("torn.jpg"));
        assertThat(letter).isVisible();
        letter.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Replay"))
                .click();
        assertThat(page.locator(".toast").last()).containsText("1 replayed");
        assertThat(letter).containsText("replayed 1 time");
        letter.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Discard"))
                .click();
        assertThat(page.locator(".toast").last()).containsText("1 letter discarded");
    }

    @Test
    void shouldSayThatTheServerIsGoneAndComeBack() throws InterruptedException {
        int port = application.httpAddress().getPort();
        show("#/feed");
        assertThat(tiles().first()).isVisible();

        application.close();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not answer");
        application = startApplication(port);

        assertThat(page.locator(".state")).containsText("Live");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        assertThat(tiles().first()).isVisible();
    }

    /** First, while there is something to see in every photo. */
    @Order(1)
    @ParameterizedTest
    @CsvSource({"1280, 860, LIGHT", "1280, 860, DARK", "390, 844, LIGHT", "390, 844, DARK"})
    void shouldShutNobodyOut(int width, int height, ColorScheme scheme) {
        List<String> violations = new ArrayList<>();
        page.context().close();
        page = browser.window(width, height, scheme, complaints);
        VIEWS.forEach((name, address) -> {
            show(address);
            settle();
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve(
                            "%s-%d-%s.png".formatted(name, width, scheme.name().toLowerCase()))));
            violations.addAll(browser.violations(page, name));
            if ((boolean) page.evaluate("document.documentElement.scrollWidth > innerWidth")) {
                violations.add(name + " is wider than the window");
            }
        });

        assertThat(violations).isEmpty();
    }

    /** Until nothing is loading any more. */
    private void settle() {
        assertThat(page.locator("main h1").first()).isVisible();
        awaitTrue(
                "!document.querySelector('.loading, .spinner') && [...document.images].every((image) => image.complete"
                        + " || image.getBoundingClientRect().top > innerHeight)");
    }

    /** Playwright's own way would have the page evaluate a string, which its policy forbids. */
    private void awaitTrue(String expression) {
        Awaitility.await().pollInSameThread().atMost(TIMEOUT).until(() -> (boolean) page.evaluate(expression));
    }

    private void show(String address) {
        page.navigate(application.httpAddress() + address);
    }

    private Locator tiles() {
        return page.locator("a.tile");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private void drop(Map<String, byte[]> files) {
        Map<String, String> encoded = new TreeMap<>();
        files.forEach((name, bytes) -> encoded.put(name, Base64.getEncoder().encodeToString(bytes)));
        page.evaluate("""
                (files) => {
                  const dropped = new DataTransfer();
                  for (const [name, text] of Object.entries(files)) {
                    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
                    dropped.items.add(new File([bytes], name, { type: name.endsWith("webp") ? "image/webp" : "image/jpeg" }));
                  }
                  for (const type of ["dragenter", "dragover", "drop"]) {
                    document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: dropped }));
                  }
                }""", encoded);
    }

    /** The start of a JPEG, and nothing behind it. */
    private static byte[] broken() {
        byte[] start = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};
        byte[] rest = "this is no photo".repeat(100).getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + rest.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(rest, 0, all, start.length, rest.length);
        return all;
    }

    private static ImageCaptioned captioned(String caption, String fileName) {
        return ImageCaptioned.newBuilder()
                .setCaptions(List.of(new CaptionCandidate(caption, -3.0, 0.5)))
                .setModelVersion(network.version())
                .setSourceSha256("0".repeat(64))
                .setFileName(fileName)
                .build();
    }

    private static FourfoldApplication startApplication(int port) throws InterruptedException {
        Map<String, String> settings = deployment.settings("page");
        settings.put(Setting.HTTP_PORT.key(), Integer.toString(port));
        settings.put(Setting.THUMBNAILS.key(), "true");
        FourfoldApplication started = FourfoldApplication.start(FourfoldConfig.from(settings), network);
        started.awaitReady(TIMEOUT);
        return started;
    }

    private static void upload(List<PhotoFile> photos) throws IOException {
        try (PhotoUploader uploader = deployment.cluster().uploader()) {
            photos.forEach(photo -> uploader.upload(photo, () -> {}));
            uploader.flush();
        }
    }

    private static Path sample(String name) {
        return Distribution.fromSystemProperty().samples().resolve(name);
    }

    private static boolean stored(String imageId) throws IOException {
        URI address = application.httpAddress().resolve("/v1/images/" + imageId + "/similar?k=1");
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        return connection.getResponseCode() == 200;
    }
}
