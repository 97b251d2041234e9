package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.client.SearchEvents;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.KafkaBackend;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.app.UnequalTopicsException;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.index.IndexApplication;
import io.fourfold.topology.kafka.GroupMembers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.server.common.MetadataVersion;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A deployment on brokers with the features of Kafka 3.7, which are upgraded under it; and ones with those of later releases. */
class OlderBrokersIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final short STREAMS_LEVEL = 1;

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static Cluster cluster;
    private static Network network;
    private static List<PhotoFile> photos;
    private static Admin admin;

    @BeforeAll
    static void start() throws IOException {
        deployment = Deployment.onRelease("3.7", directory);
        cluster = deployment.cluster();
        network = ModelBundle.loadDefault();
        admin = cluster.admin();
        photos = PhotoFile.find(List.of(Distribution.fromSystemProperty().samples())).stream()
                .filter(PhotoFile::fitsAnEvent)
                .limit(3)
                .toList();
    }

    @AfterAll
    static void stop() {
        admin.close();
        network.close();
        deployment.close();
    }

    @ParameterizedTest
    @CsvSource({"4.0, CLASSIC", "4.2, STREAMS"})
    void shouldDescribeAndAnswerOnBrokersOf(String release, GroupType type, @TempDir Path data) throws Exception {
        try (KafkaBackend kafka = KafkaBackend.embedded(data, release);
                Admin broker = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<String, String> settings = deployment.settings("on-" + release);
            settings.put(Setting.BOOTSTRAP_SERVERS.key(), kafka.bootstrapServers());
            FourfoldConfig config = FourfoldConfig.from(settings);
            Cluster other = new Cluster(config, Clock.systemUTC());
            new TopicAdmin(broker).create(other.topics().specs(1, (short) 1));

            try (FourfoldApplication application = FourfoldApplication.start(config, network)) {
                upload(other);
                requireAnswers(application, other);
                assertThat(groupTypes(broker)).containsOnly(type);
            }
        }
    }

    @Test
    void shouldTakeTheProtocolThatBrokersAndOtherInstancesSpeak() throws Exception {
        assertThatThrownBy(() -> FourfoldApplication.start(config("typed", "streams"), network))
                .hasMessageContainingAll("group.protocol=streams needs streams.version=1", "kafka-features.sh upgrade");

        try (FourfoldApplication one = FourfoldApplication.start(config("one", "auto"), network)) {
            upload(cluster);
            requireAnswers(one, cluster);
            assertThat(groupTypes(admin)).containsOnly(GroupType.CLASSIC);

            upgradeTheBrokers();
            Map<String, String> staying = deployment.settings("two");
            staying.put(Setting.LEAVE_ON_CLOSE.key(), "false");
            int members;
            try (FourfoldApplication two = FourfoldApplication.start(FourfoldConfig.from(staying), network)) {
                requireAnswers(two, cluster);
                assertThat(groupTypes(admin)).containsOnly(GroupType.CLASSIC);
                members = indexMembers();
            }
            assertThat(indexMembers()).as("members, with those that stay").isEqualTo(members);
        }

        Awaitility.await().atMost(TIMEOUT).until(() -> running().isEmpty());
        try (FourfoldApplication again = FourfoldApplication.start(config("one", "auto"), network)) {
            requireAnswers(again, cluster);
            assertThat(groupTypes(admin)).containsOnly(GroupType.STREAMS);
        }
        requireOnlyOneCaptionOfEach();
        refuseToStartOnUnequalTopics();
    }

    private static void refuseToStartOnUnequalTopics() throws Exception {
        admin.createPartitions(Map.of(
                        cluster.topics().imageEmbedded(), NewPartitions.increaseTo(5),
                        cluster.topics().searchInverted(), NewPartitions.increaseTo(6)))
                .all()
                .get();
        Awaitility.await()
                .atMost(TIMEOUT)
                .untilAsserted(() -> assertThatThrownBy(() -> FourfoldApplication.start(config("one", "auto"), network))
                        .isInstanceOf(UnequalTopicsException.class)
                        .hasMessageContainingAll("image.embedded has 5", "search.inverted has 6"));
    }

    private static FourfoldConfig config(String name, String protocol) {
        Map<String, String> settings = deployment.settings(name);
        settings.put(Setting.GROUP_PROTOCOL.key(), protocol);
        return FourfoldConfig.from(settings);
    }

    private static void upload(Cluster cluster) {
        try (PhotoUploader uploader = cluster.uploader()) {
            photos.forEach(photo -> uploader.upload(photo, () -> {}));
            uploader.flush();
        }
    }

    private static void requireAnswers(FourfoldApplication application, Cluster cluster) throws Exception {
        application.awaitReady(TIMEOUT);
        Endpoint endpoint = new Endpoint(application.httpAddress());
        for (PhotoFile photo : photos) {
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(() -> endpoint.get("/v1/images/" + photo.imageId()).status() == 200);
        }
        try (SearchEvents searches = cluster.searches()) {
            String queryId = UUID.randomUUID().toString();
            searches.request(
                    queryId, SearchRequested.newBuilder().setText("a dog").build());
            SearchEvents.Answer answer = Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(() -> searches.poll(Duration.ofMillis(100)), answers -> !answers.isEmpty())
                    .get(0);
            assertThat(answer.queryId()).isEqualTo(queryId);
            assertThat(answer.completed().getHits()).hasSameSizeAs(photos);
        }
    }

    private static Set<String> running() {
        return cluster.groupMembers().running(group -> group.startsWith("fourfold-"));
    }

    private static List<GroupType> groupTypes(Admin admin) throws Exception {
        return admin.listGroups().all().get().stream()
                .filter(group -> group.groupId().startsWith("fourfold-"))
                .map(group -> group.type().orElseThrow())
                .distinct()
                .toList();
    }

    private static int indexMembers() {
        FourfoldConfig config = config("client", "auto");
        return new GroupMembers(config.kafka().clients())
                .count(IndexApplication.id(config.kafka().applicationIdPrefix(), network.version()));
    }

    private static void upgradeTheBrokers() throws Exception {
        FeatureUpdate metadata =
                new FeatureUpdate(MetadataVersion.latestProduction().featureLevel(), UpgradeType.UPGRADE);
        admin.updateFeatures(Map.of("metadata.version", metadata), new UpdateFeaturesOptions())
                .all()
                .get();
        FeatureUpdate streams = new FeatureUpdate(STREAMS_LEVEL, UpgradeType.UPGRADE);
        admin.updateFeatures(Map.of("streams.version", streams), new UpdateFeaturesOptions())
                .all()
                .get();
    }

    /** The move from one protocol to the other begins where the group had committed. */
    private static void requireOnlyOneCaptionOfEach() {
        try (TopicView<ImageCaptioned> captions = deployment.captions()) {
            captions.awaitValues(photos.stream().map(PhotoFile::imageId).toList());
            assertThat(captions.records()).isEqualTo(photos.size());
        }
    }
}
