package io.fourfold.infra.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.topology.access.KeyRegister;
import io.fourfold.topology.access.KeyRegister.Made;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.similarity.Visibility;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in chromium where access is restricted: logging in and out, and what is shown to whom. */
class PageAccessIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final double PATIENCE_MS = 60_000;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Set<Scope> ALL = Set.of(Scope.READ, Scope.WRITE, Scope.ADMIN);
    private static final Visibility ANNAS = new Visibility(Set.of("anna"), Set.of());

    @TempDir
    private static Path directory;

    private static Browser browser;
    private static Deployment deployment;
    private static TestProvider provider;
    private static Network network;
    private static FourfoldApplication application;
    private static KeyRegister keys;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.launch();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        deployment = Deployment.start(directory);
        provider = TestProvider.start(Map.of("preferred_username", "carla", "scope", "openid read"));
        network = ModelBundle.loadDefault();
        Map<String, String> settings = deployment.settings("page");
        settings.put(Setting.THUMBNAILS.key(), "true");
        settings.put(Setting.ACCESS_ENABLED.key(), "true");
        settings.put(Setting.OIDC_ISSUER.key(), provider.issuer());
        settings.put(Setting.OIDC_AUDIENCE.key(), TestProvider.AUDIENCE);
        settings.put(Setting.OIDC_CLIENT_ID.key(), TestProvider.CLIENT);
        application = FourfoldApplication.start(FourfoldConfig.from(settings), network);
        application.awaitReady(TIMEOUT);
        keys = deployment.cluster().keyRegister();
        String observer = key("observer", ALL).credential().text();
        uploadPhotos();
        for (String id : List.of("lake.webp", "kayaker.webp")) {
            Awaitility.await().atMost(TIMEOUT).until(() -> status("/v1/images/" + id, observer) == 200);
        }
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
        if (network != null) {
            network.close();
        }
        if (provider != null) {
            provider.close();
        }
        if (deployment != null) {
            deployment.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        page = browser.window(1280, 860, ColorScheme.LIGHT, complaints);
        page.onRequest(request -> requests.add(request.url()));
    }

    @AfterEach
    void close() {
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldGoOnWhereOneWantedToAndKeepTheKeyFromScripts() {
        String key = key("operations", ALL).credential().text();

        show("#/photo/lake.webp");
        assertThat(loginTitle()).isVisible();
        assertThat(page.getByText("Add photos")).isHidden();
        logIn(key);

        assertThat(page.getByRole(AriaRole.HEADING, named("Captions"))).isVisible();
        assertThat(page).hasURL(application.httpAddress() + "#/photo/lake.webp");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Delete"))).isVisible();
        Cookie cookie = page.context().cookies().get(0);
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
        assertThat((String) page.evaluate("document.cookie + JSON.stringify({...localStorage, ...sessionStorage})"
                        + " + document.documentElement.outerHTML"
                        + " + [...document.querySelectorAll('input')].map((input) => input.value)"))
                .doesNotContain(key);
        assertThat(requests).noneMatch(url -> url.contains(key));
    }

    @Test
    void shouldSayThatAKeyIsWrong() {
        show("#/feed");

        logIn("ff_nobodys_key");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("not known here");
        assertThat(keyField()).hasValue("");
        assertThat(keyField()).isFocused();
        assertThat(loginTitle()).isVisible();
    }

    @Test
    void shouldLogOutForGood() {
        show("#/feed");
        logIn(key("leaver", ALL));
        assertThat(tiles().first()).isVisible();
        show("#/words");

        menu("leaver").click();
        page.getByRole(AriaRole.BUTTON, named("Log out")).click();

        assertThat(loginTitle()).isVisible();
        assertThat(tiles()).hasCount(0);
        assertThat(page.context().cookies()).isEmpty();
        page.goBack();
        assertThat(loginTitle()).isVisible();
        assertThat(page.evaluate("fetch('v1/images').then(({status}) => status)"))
                .isEqualTo(401);
    }

    @Test
    void shouldShowNoButtonThatOneMayNotPress() throws IOException {
        uploadTornPhoto();
        show("#/photo/lake.webp");
        logIn(key("looker", Set.of(Scope.READ)));
        assertThat(page.getByRole(AriaRole.HEADING, named("Captions"))).isVisible();

        assertThat(page.getByRole(AriaRole.BUTTON, named("Delete"))).hasCount(0);
        assertThat(page.getByText("Add photos")).hasCount(0);
        page.evaluate("import('/page/data/deletes.js').then(({deletes}) => { deletes.delete('lake.webp');"
                + " return deletes.finish(); })");
        assertThat(page.locator(".toast").last()).containsText("needs the scope 'write'");
        show("#/letters");
        assertThat(page.locator("li.letter").first()).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Replay"))).hasCount(0);
        assertThat(page.getByRole(AriaRole.BUTTON, named("Discard"))).hasCount(0);
        assertThat(page.locator("main input[type=checkbox]")).hasCount(0);
    }

    @Test
    void shouldLoseNothingTypedWhenTheKeyIsRevoked() {
        Made guest = key("guest", ALL);
        show("#/words");
        logIn(guest);
        Locator word = page.getByLabel("Word", new Page.GetByLabelOptions().setExact(true));
        word.fill("typed before");

        keys.revoke(guest.key().id());
        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("Your session has ended");
        int before = requests.size();
        page.waitForTimeout(4_000);
        assertThat(requests.subList(before, requests.size())).isEmpty();

        logIn(key("guest", ALL));
        assertThat(word).hasValue("typed before");
        assertThat(word).isFocused();
        assertThat(page.locator(".state")).containsText("Live");
    }

    @Test
    void shouldBeginAnewForSomebodyElse() {
        Made first = key("first", ALL);
        show("#/feed");
        logIn(first);
        assertThat(tiles().first()).isVisible();
        page.evaluate("window.before = true");

        keys.revoke(first.key().id());
        assertThat(loginTitle()).isVisible();
        logIn(key("second", ALL));

        assertThat(menu("second")).isVisible();
        assertThat(page.evaluate("window.before")).isNull();
    }

    @Test
    void shouldShowATenantItsOwnPhotosOnly() {
        show("#/feed");
        logIn(key("anna", Set.of(Scope.READ, Scope.WRITE), ANNAS));

        assertThat(tiles()).hasCount(1);
        assertThat(tiles().first()).hasAttribute("href", "#/photo/lake.webp");
        menu("anna").click();
        assertThat(page.getByText("Only photos of anna")).isVisible();
        show("#/photo/kayaker.webp");
        assertThat(page.getByText("No such photo")).isVisible();
        show("#/search?q=a+kayak");
        assertThat(page.locator(".view a.tile")).hasCount(1);
    }

    @Test
    void shouldLogInWithTheOrganisation() {
        show("#/photo/lake.webp");

        page.getByRole(AriaRole.LINK, named("Log in with your organisation")).click();

        assertThat(page.getByRole(AriaRole.HEADING, named("Captions"))).isVisible();
        assertThat(page).hasURL(application.httpAddress() + "#/photo/lake.webp");
        assertThat(menu("carla")).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Delete"))).hasCount(0);
    }

    @Test
    void shouldSayThatALoginAtTheOrganisationWasCancelled() {
        provider.cancelNext();
        show("#/photo/lake.webp");

        page.getByRole(AriaRole.LINK, named("Log in with your organisation")).click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The login was cancelled");
        assertThat(page).hasURL(application.httpAddress() + "#/photo/lake.webp");
        page.getByRole(AriaRole.LINK, named("Log in with your organisation")).click();
        assertThat(menu("carla")).isVisible();
        assertThat(page).hasURL(application.httpAddress() + "#/photo/lake.webp");
    }

    @Test
    void shouldGoOnHereWhenOneHasLoggedInBesides() {
        show("#/feed");
        Page besides = page.context().newPage();
        besides.navigate(application.httpAddress() + "#/words");

        besides.getByLabel("Key", new Page.GetByLabelOptions().setExact(true))
                .fill(key("twice", ALL).credential().text());
        besides.keyboard().press("Enter");

        assertThat(tiles().first()).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"1280, 860, LIGHT", "1280, 860, DARK", "390, 844, LIGHT", "390, 844, DARK", "3840, 2160, LIGHT"})
    void shouldShutNobodyOut(int width, int height, ColorScheme scheme) {
        page.context().close();
        page = browser.window(width, height, scheme, complaints);
        String size = width + "-" + scheme.name().toLowerCase();
        Made visitor = key("visitor", ALL);

        show("#/words");
        logIn("ff_nobodys_key");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("not known here");
        check("login-" + size);
        logIn(visitor);
        menu("visitor").click();
        assertThat(page.getByText("Log out")).isVisible();
        check("account-" + size);
        page.keyboard().press("Escape");
        keys.revoke(visitor.key().id());
        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("Your session has ended");
        check("session-ended-" + size);
    }

    private void check(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
        assertThat(browser.violations(page, name)).isEmpty();
        assertThat((boolean) page.evaluate("document.documentElement.scrollWidth > innerWidth"))
                .as(name + " is wider than the window")
                .isFalse();
    }

    private static Made key(String name, Set<Scope> scopes) {
        return key(name, scopes, Visibility.EVERYTHING);
    }

    private static Made key(String name, Set<Scope> scopes, Visibility visibility) {
        Made made = keys.create(new KeyRegister.Wanted(name, scopes, visibility, Optional.empty()));
        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> status("/v1/words", made.credential().text()) == 200);
        return made;
    }

    private void logIn(Made key) {
        logIn(key.credential().text());
    }

    private void logIn(String credential) {
        keyField().fill(credential);
        page.keyboard().press("Enter");
    }

    private Locator keyField() {
        return page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true));
    }

    private Locator loginTitle() {
        return page.getByRole(AriaRole.HEADING, named("Log in"));
    }

    private Locator menu(String name) {
        return page.getByRole(AriaRole.BUTTON, named(name + ": account and theme"));
    }

    private static int status(String path, String credential) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                application.httpAddress().resolve(path).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + credential);
        return connection.getResponseCode();
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

    private static void uploadPhotos() throws IOException {
        try (PhotoUploader uploader = deployment.cluster().uploader()) {
            uploader.upload(photo("lake.webp", "mountain-lake.webp"), Optional.of("anna"), Optional.empty(), () -> {});
            uploader.upload(photo("kayaker.webp", "kayaker.webp"), Optional.of("ben"), Optional.empty(), () -> {});
            uploader.flush();
        }
    }

    private static PhotoFile photo(String id, String sample) {
        return new PhotoFile(id, Distribution.fromSystemProperty().samples().resolve(sample));
    }

    private static void uploadTornPhoto() throws IOException {
        Path torn = Files.write(directory.resolve("torn.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, 3});
        try (PhotoUploader uploader = deployment.cluster().uploader()) {
            uploader.upload(new PhotoFile("torn.jpg", torn), () -> {});
            uploader.flush();
        }
    }
}
