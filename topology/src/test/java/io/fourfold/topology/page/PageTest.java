package io.fourfold.topology.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private Javalin server = serve(Optional.of("v1/images/{id}/thumbnail"));

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void shouldShowPage() throws Exception {
        HttpResponse<String> answer = get("/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(answer.body()).contains("<fourfold-shell>");
    }

    @ParameterizedTest
    @CsvSource({
        "app.js, text/javascript;charset=utf-8",
        "views/feed.js, text/javascript;charset=utf-8",
        "style/base.css, text/css;charset=utf-8",
        "vendor/icons.svg, image/svg+xml",
        "vendor/LICENCE-lit.txt, text/plain;charset=utf-8",
        "settings.json, application/json"
    })
    void shouldServeItsFiles(String file, String type) throws Exception {
        HttpResponse<String> answer = get("/page/" + file);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(type);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing.js",
                "views",
                "Page.class",
                "..%2Fhttp%2Fopenapi.json",
                "%2e%2e/http/openapi.json",
                "views%2F..%2Fapp.js",
                "%2Fapp.js"
            })
    void shouldServeNothingElse(String file) throws Exception {
        assertThat(get("/page/" + file).statusCode()).isIn(400, 404);
    }

    @Test
    void shouldNotSendWhatBrowserHas() throws Exception {
        String tag = get("/page/app.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> answer = send(request("/page/app.js").header("If-None-Match", tag));

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
    }

    @Test
    void shouldAllowNothingInlineAndNoOtherHost() throws Exception {
        assertThat(policy())
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "img-src 'self' blob:;")
                .doesNotContain("unsafe", "http");
    }

    @Test
    void shouldAllowHostOfPhotos() throws Exception {
        server.stop();
        server = serve(Optional.of("https://photos.example.org:8443/small/{id}.jpg"));

        assertThat(policy()).contains("img-src 'self' blob: https://photos.example.org:8443;");
        assertThat(get("/page/settings.json").body())
                .isEqualTo("{\"pictures\":\"https://photos.example.org:8443/small/{id}.jpg\"}");
    }

    @Test
    void shouldSayThatThereAreNoPictures() throws Exception {
        server.stop();
        server = serve(Optional.empty());

        assertThat(get("/page/settings.json").body()).isEqualTo("{\"pictures\":null}");
    }

    private String policy() throws Exception {
        return get("/").headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static Javalin serve(Optional<String> pictures) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    new Page(pictures).register(config.routes);
                })
                .start("127.0.0.1", 0);
    }
}
