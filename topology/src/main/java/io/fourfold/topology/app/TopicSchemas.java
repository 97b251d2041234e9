package io.fourfold.topology.app;

import io.fourfold.schemas.AccessKey;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageThumbnailed;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.ModelsDeployed;
import io.fourfold.schemas.SearchAnswered;
import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchInverted;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.schemas.SearchState;
import io.fourfold.schemas.WordEmbedded;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.search.SearchApplication;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Which schemas a deployment writes with, by topic. A network's own topics have no subjects of their own. */
public final class TopicSchemas {

    private TopicSchemas() {}

    /** All of them, internal topics included. */
    public static Map<String, Schema> of(FourfoldConfig config) {
        Topics topics = config.topics();
        Map<String, Schema> schemas = new TreeMap<>();
        schemas.put(topics.imageUploaded(), ImageUploaded.getClassSchema());
        schemas.put(topics.imageEmbedded(), ImageEmbedded.getClassSchema());
        schemas.put(topics.imageCaptioned(), ImageCaptioned.getClassSchema());
        schemas.put(topics.imageThumbnailed(), ImageThumbnailed.getClassSchema());
        schemas.put(topics.wordEmbedded(), WordEmbedded.getClassSchema());
        schemas.put(topics.modelDeployed(), ModelsDeployed.getClassSchema());
        schemas.put(topics.searchRequested(), SearchRequested.getClassSchema());
        schemas.put(topics.searchInverted(), SearchInverted.getClassSchema());
        schemas.put(topics.searchAnswered(), SearchAnswered.getClassSchema());
        schemas.put(topics.searchCompleted(), SearchCompleted.getClassSchema());
        schemas.put(topics.accessKey(), AccessKey.getClassSchema());
        schemas.put(SearchApplication.openSearches(config.kafka().applicationIdPrefix()), SearchState.getClassSchema());
        return schemas;
    }
}
