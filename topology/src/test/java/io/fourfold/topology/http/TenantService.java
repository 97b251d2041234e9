package io.fourfold.topology.http;

import io.fourfold.model.files.Sha256;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.feed.FeedLog;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.shard.TestIndexState;
import io.fourfold.topology.similarity.Ownership;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.words.TestWords;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;

/** A service with the photos, dead letters and events of some tenants, the same of each wherever it is. */
final class TenantService implements AutoCloseable {

    private static final int PHOTOS = 8;
    private static final List<String> ALBUMS = List.of("hills", "sea");

    private final TestDriver driver;
    private final ApiFixture api;

    TenantService(String scope, Path directory, Set<String> tenants) throws IOException {
        Files.createDirectories(directory);
        driver = new TestDriver(
                scope,
                directory.resolve("state"),
                (serdes, metrics) -> new IndexTopology(TestDriver.TOPICS, serdes, metrics, TestNetwork.AXES).build());
        api = new ApiFixture(
                new TestIndexState(driver.driver()),
                TestWords.storeOf(new TestNetwork()),
                new ApiFixture.Work(new TestNetwork(), 2, true),
                TenantLetters.of(tenants),
                new FixedHealth(true, true),
                Tenants.doorkeeper());
        for (String tenant : List.of(Tenants.ANN, Tenants.BOB, Tenants.NOBODY)) {
            if (tenants.contains(tenant)) {
                store(tenant, directory);
                happen(tenant);
            }
        }
    }

    ApiFixture api() {
        return api;
    }

    static ImageUploaded uploaded(ProducerRecord<String, byte[]> event) {
        return TestDriver.serdes("api")
                .<ImageUploaded>forValues()
                .deserializer()
                .deserialize(event.topic(), event.value());
    }

    /** @param picture of the body; empty for none */
    ApiFixture.Answer send(String method, String path, String picture, String caller) throws Exception {
        byte[] body = picture.isEmpty() ? new byte[0] : TestNetwork.photo(picture);
        HttpRequest.Builder request = api.request(path).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!caller.isEmpty()) {
            request.header("Authorization", "Bearer " + caller);
        }
        return api.send(request);
    }

    /** The answer once it is not a map any more that is being drawn. */
    ApiFixture.Answer settled(String method, String path, String picture, String caller) throws Exception {
        if (!path.startsWith("/v1/maps/")) {
            return send(method, path, picture, caller);
        }
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> send(method, path, picture, caller),
                        answer -> answer.status() == 200
                                && answer.json().get("progress").asDouble() == 1);
    }

    /** All of an answer but what differs each time, or counts what all have in common. */
    static String comparable(ApiFixture.Answer answer) {
        return answer.status() + " " + answer.contentType() + " "
                + answer.body()
                        .replaceAll("\"(inversionMs|indexMs|rerankMs|trustworthiness)\":[-0-9.E]+", "")
                        .replaceAll("\"offset\":\\d+", "")
                        .replaceAll("since=[^\"]*", "");
    }

    /** What somebody is told of what has happened, without ids. */
    List<String> told(String caller) throws Exception {
        List<String> told = new ArrayList<>();
        URI feed = URI.create("http://127.0.0.1:" + api.port("/v1") + "/v1/feed?last=100");
        String last = (caller.isEmpty() ? Tenants.NOBODY : caller) + "-last";
        try (FeedClient client = FeedClient.of(feed, caller)) {
            do {
                FeedClient.Event event = client.nextWithData();
                told.add(event.name() + " " + event.data());
            } while (!told.get(told.size() - 1).contains(last));
        }
        return told;
    }

    @Override
    public void close() {
        api.close();
        driver.close();
    }

    private void store(String tenant, Path directory) throws IOException {
        for (int i = 1; i <= PHOTOS; i++) {
            // The other's photos look the same: they would take places, if they were looked at.
            byte[] photo = TestNetwork.photo("picture " + i);
            DescribedPhotos.store(driver, tenant + "-" + i, ownership(tenant, ALBUMS.get(i % 2)), photo, null);
            DescribedPhotos.show(driver, tenant + "-" + i, TestNetwork.photo("thumbnail " + tenant + i));
        }
        byte[] kept = TestNetwork.photo("kept");
        Path file = Files.write(directory.resolve(tenant + ".jpg"), kept);
        DescribedPhotos.store(
                driver,
                tenant + "-kept",
                ownership(tenant, tenant + "s"),
                kept,
                new ClaimCheck(file.toUri().toString(), Sha256.hex(kept), (long) kept.length));
    }

    private void happen(String tenant) {
        int partition = TenantLetters.partition(tenant);
        FeedLog log = api.log();
        log.captioned(partition, tenant + "-1", ownership(tenant, "sea"), "caption of " + tenant, 1);
        log.captioned(partition, tenant + "-2", ownership(tenant, "hills"), "caption of " + tenant, 2);
        log.deleted(partition, tenant + "-2", headers(tenant), 3);
        log.deadLetter(
                partition,
                tenant + "-broken",
                new ImageUploaded(
                        new InlinePhoto(ByteBuffer.wrap(new byte[] {1})), owner(tenant), null, null, Instant.EPOCH),
                "truncated",
                4);
        log.captioned(partition, tenant + "-last", ownership(tenant, "sea"), "caption of " + tenant, 9);
    }

    private static Headers headers(String tenant) {
        Headers headers = new RecordHeaders();
        Optional.ofNullable(owner(tenant))
                .ifPresent(owner -> headers.add("fourfold.owner", owner.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    private static Ownership ownership(String tenant, String album) {
        return Ownership.of(owner(tenant), album);
    }

    static String owner(String tenant) {
        return tenant.equals(Tenants.NOBODY) ? null : tenant;
    }
}
