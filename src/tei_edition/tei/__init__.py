"""Reading, writing and understanding TEI files; the only home of lxml's trees."""
