package io.fourfold.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** Lucene's hierarchical navigable small world graph (Malkov and Yashunin, 2016), merged to one segment. */
final class LuceneHnsw implements GraphIndex {

    private static final String FIELD = "vector";

    /** Of vectors in memory while the graph is built: room for all, since to merge graphs means to build them again. */
    private static final double BUFFER_MB = 1_900;

    private final Directory directory;
    private DirectoryReader reader;

    LuceneHnsw(Path path) throws IOException {
        directory = new MMapDirectory(path);
    }

    @Override
    public String name() {
        return "Lucene HNSW";
    }

    @Override
    public void build(PhotoVectors vectors, int count, Runnable added) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(BUFFER_MB);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int number = 0; number < count; number++) {
                Document document = new Document();
                document.add(new KnnFloatVectorField(FIELD, vectors.vector(number), VectorSimilarityFunction.COSINE));
                writer.addDocument(document);
                added.run();
            }
            // Documents keep their order, so a document's number is its vector's.
            writer.forceMerge(1);
        }
    }

    @Override
    public void open() throws IOException {
        reader = DirectoryReader.open(directory);
    }

    @Override
    public int[] search(float[] query, int k, int explored) throws IOException {
        ScoreDoc[] found =
                new IndexSearcher(reader).search(new KnnFloatVectorQuery(FIELD, query, explored), k).scoreDocs;
        return Arrays.stream(found).mapToInt(hit -> hit.doc).toArray();
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
        directory.close();
    }
}
