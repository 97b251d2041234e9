package io.fourfold.infra.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class MapPictureTest {

    private static final int SIZE = 1_000;
    private static final MapPicture PICTURE = new MapPicture(
            List.of(
                    new MapPicture.Point("snow", 0, 0),
                    new MapPicture.Point("ice", 0.001, 0.001),
                    new MapPicture.Point("sea", -1, 0.5)),
            SIZE);

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Test
    void shouldTakeTheFormatFromTheFilesName() {
        assertThat(MapPicture.Format.of("a.b/map.PNG")).contains(MapPicture.Format.PNG);
        assertThat(MapPicture.Format.of("map.svg")).contains(MapPicture.Format.SVG);
        assertThat(MapPicture.Format.of("map.jpg")).isEmpty();
    }

    @Test
    void shouldWriteWordsThatHaveSpaceAndADotForEach() throws Exception {
        PICTURE.writeWords(MapPicture.Format.SVG, file);

        assertThat(elements("circle")).hasSize(3);
        assertThat(elements("text")).extracting(Element::getTextContent).containsExactly("snow", "sea");
        Element sea = elements("circle").get(2);
        assertThat(Double.parseDouble(sea.getAttribute("cx"))).isLessThan(SIZE * 0.1);
        assertThat(Double.parseDouble(sea.getAttribute("cy"))).isGreaterThan(SIZE * 0.25);
    }

    @Test
    void shouldPutADotWhereItsPointIs() throws Exception {
        PICTURE.writeWords(MapPicture.Format.PNG, file);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
        assertThat(image.getWidth()).isEqualTo(SIZE);
        assertThat(image.getHeight()).isEqualTo(40 + 230 + 40);
        assertThat(image.getRGB(40, 270) & 0xffffff).isEqualTo(Canvas.DOT);
        assertThat(image.getRGB(10, 10) & 0xffffff).isEqualTo(Canvas.GROUND);
    }

    @Test
    void shouldShowThumbnailsThatDoNotCoverEachOther() throws Exception {
        PICTURE.writePhotos(MapPicture.Format.SVG, new Photos(Optional.of(picture()), "a dog"), file);

        assertThat(elements("image")).hasSize(2);
        Element image = elements("image").get(0);
        assertThat(image.getAttribute("href")).startsWith("data:image/jpeg;base64,");
        assertThat(Double.parseDouble(image.getAttribute("width")))
                .isCloseTo(2 * Double.parseDouble(image.getAttribute("height")), within(1.0));
    }

    @Test
    void shouldPaintThumbnails() throws Exception {
        PICTURE.writePhotos(MapPicture.Format.PNG, new Photos(Optional.of(picture()), "a dog"), file);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
        assertThat(new Color(image.getRGB(500, 40))).isEqualTo(Color.RED);
    }

    @Test
    void shouldWriteCaptionsIfThereAreNoThumbnails() throws Exception {
        PICTURE.writePhotos(MapPicture.Format.SVG, new Photos(Optional.empty(), "a dog & a <ball>\u0001"), file);

        assertThat(elements("text")).first().extracting(Element::getTextContent).isEqualTo("a dog & a <ball>\ufffd");
    }

    @Test
    void shouldShortenLongCaptionsBetweenWords() throws Exception {
        String caption = "a man in a red jacket is standing on top of a mountain";
        PICTURE.writePhotos(MapPicture.Format.SVG, new Photos(Optional.empty(), caption), file);

        assertThat(elements("text"))
                .first()
                .extracting(Element::getTextContent)
                .isEqualTo("a man in a red jacket is standing on top\u2026");
    }

    @Test
    void shouldDrawAnEmptyMap() throws Exception {
        new MapPicture(List.of(), SIZE).writeWords(MapPicture.Format.SVG, file);

        assertThat(elements("rect")).hasSize(1);
    }

    private List<Element> elements(String name) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(file.toByteArray()));
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static BufferedImage picture() {
        BufferedImage picture = new BufferedImage(320, 160, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 320; x++) {
            for (int y = 0; y < 160; y++) {
                picture.setRGB(x, y, Color.RED.getRGB());
            }
        }
        return picture;
    }

    /** All photos alike. */
    private record Photos(Optional<BufferedImage> thumbnail, String caption) implements MapPicture.Photos {

        @Override
        public Optional<BufferedImage> thumbnail(String imageId) {
            return thumbnail;
        }

        @Override
        public Optional<String> caption(String imageId) {
            return Optional.of(caption);
        }
    }
}
