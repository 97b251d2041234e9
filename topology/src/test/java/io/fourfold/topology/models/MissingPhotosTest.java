package io.fourfold.topology.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.testing.TopicContent;
import org.junit.jupiter.api.Test;

class MissingPhotosTest {

    private static final byte[] DESCRIPTION = {1};

    private final TopicContent before = new TopicContent("captioned.one");
    private final TopicContent after = new TopicContent("captioned.two");
    private final MissingPhotos missing =
            new MissingPhotos(topic -> topic.equals("captioned.one") ? before.consumer() : after.consumer());

    @Test
    void shouldNamePhotosThatOnlyTheOtherNetworkHasDescribed() {
        before.add("both", DESCRIPTION);
        before.add("re-uploaded broken", DESCRIPTION);
        after.add("both", DESCRIPTION);
        after.add("new", DESCRIPTION);

        assertThat(missing.find("captioned.one", "captioned.two")).containsExactly("re-uploaded broken");
    }

    @Test
    void shouldNotMissDeletedPhotos() {
        before.add("deleted", DESCRIPTION);
        before.add("deleted", null);
        before.add("deleted just now", DESCRIPTION);
        after.add("deleted just now", null);

        assertThat(missing.find("captioned.one", "captioned.two")).isEmpty();
    }
}
