#include "ui/modeleditor/fields.h"

#include <QTest>

#include <algorithm>

using namespace kilter;
using namespace kilter::ui;

namespace {

/// JSON with ` for its quotes.
std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '`', '"');
    return text;
}

constexpr const char *text = 
    "{\n"
    "  `title`: `Post`,\n"
    "  `x-model`: { `level`: `beta`, `timestamps`: true },\n"
    "  `properties`: {\n"
    "    `id`: { `type`: `string`, `format`: `uuid`, `x-column`: { `primaryKey`: true, `default`: `gen_random_uuid()` } },\n"
    "    `slug`: { `type`: [`string`, `null`], `maxLength`: 80, `pattern`: `^[a-z]+$` },\n"
    "    `state`: { `type`: `string`, `enum`: [`a`, `b`], `default`: `it's`, `x-index`: { `method`: `hash`, `name`: `i` } },\n"
    "    `price`: { `type`: `number`, `minimum`: 0, `x-column`: { `type`: `numeric(10,2)`, `unique`: true } },\n"
    "    `tags`: { `type`: `array`, `items`: { `type`: `string` }, `default`: [] },\n"
    "    `author`: { `type`: `string`, `x-references`: { `model`: `Author`, `column`: `email`, `onDelete`: `cascade` }, `description`: `Who` },\n"
    "    `seo`: { `$ref`: `../gamma/seo.json` }\n"
    "  },\n"
    "  `required`: [`id`, `slug`],\n"
    "  `x-constraints`: [ { `unique`: [`slug`] }, { `unique`: [`slug`, `state`] } ],\n"
    "  `x-indexes`: [ { `columns`: [`slug desc`, { `expression`: `state` }], `include`: [`price`] } ],\n"
    "  `x-partition`: { `by`: `list`, `key`: [`state`] }\n"
    "}\n";

Json model()
{
    return *parseJson(json(text));
}

Field fieldOf(const Json &root, const char *name)
{
    for (const Field &field : fieldsOf(root)) {
        if (field.name == name)
            return field;
    }
    return {};
}

std::string propertyText(const Json &root, const char *name)
{
    const Json *value = valueAt(root, std::string("/properties/") + name);
    return value ? toText(*value) : std::string();
}

} // namespace

class FieldsTest : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatAModelSays()
    {
        const std::vector<Field> fields = fieldsOf(model());
        QCOMPARE(fields.size(), 9u);
        QVERIFY(fields[0].isKey && fields[0].isUnique && fields[0].isUniqueByKey && fields[0].isRequired);
        QCOMPARE(fields[0].defaultText, std::string("gen_random_uuid()"));
        QCOMPARE(fields[1].type, std::string("string"));
        QCOMPARE(fields[1].limits, std::string("max 80, pattern"));
        QVERIFY(fields[1].isUnique && !fields[1].isUniqueByKey);
        QCOMPARE(fields[2].defaultText, std::string("'it''s'"));
        QCOMPARE(fields[2].index, std::string("hash"));
        QCOMPARE(fields[2].limits, std::string("2 values"));
        QCOMPARE(fields[3].nativeType, std::string("numeric(10,2)"));
        QCOMPARE(fields[4].defaultText, std::string("'[]'"));
        QCOMPARE(fields[4].limits, std::string("of string"));
        QCOMPARE(fields[5].reference + '.' + fields[5].referenceColumn, std::string("Author.email"));
        QCOMPARE(fields[6].component, std::string("../gamma/seo.json"));
        QVERIFY(fields[7].isAutomatic && fields[8].isAutomatic);
        QVERIFY(fieldsOf(*parseJson(json("{`properties`: 3, `required`: `x`, `x-constraints`: [1]}"))).empty());
    }

    void defaultsAreLiteralsOrExpressions_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("written");
        QTest::newRow("text") << "slug" << "draft" << QString::fromStdString(json("{`type`:[`string`,`null`],`maxLength`:80,`pattern`:`^[a-z]+$`,`default`:`draft`}"));
        QTest::newRow("quoted") << "slug" << "'it''s'" << QString::fromStdString(json("{`type`:[`string`,`null`],`maxLength`:80,`pattern`:`^[a-z]+$`,`default`:`it's`}"));
        QTest::newRow("call") << "slug" << "lower('X')" << QString::fromStdString(json("{`type`:[`string`,`null`],`maxLength`:80,`pattern`:`^[a-z]+$`,`x-column`:{`default`:`lower('X')`}}"));
        QTest::newRow("number") << "price" << "1.50" << QString::fromStdString(json("{`type`:`number`,`minimum`:0,`x-column`:{`type`:`numeric(10,2)`,`unique`:true},`default`:1.50}"));
        QTest::newRow("no number") << "price" << "five" << QString::fromStdString(json("{`type`:`number`,`minimum`:0,`x-column`:{`type`:`numeric(10,2)`,`unique`:true},`default`:`five`}"));
        QTest::newRow("list") << "tags" << "[1]" << QString::fromStdString(json("{`type`:`array`,`items`:{`type`:`string`},`default`:[1]}"));
        QTest::newRow("none") << "id" << "" << QString::fromStdString(json("{`type`:`string`,`format`:`uuid`,`x-column`:{`primaryKey`:true}}"));
        QTest::newRow("literal for expression") << "id" << "'0'" << QString::fromStdString(json("{`type`:`string`,`format`:`uuid`,`x-column`:{`primaryKey`:true},`default`:`0`}"));
    }

    void defaultsAreLiteralsOrExpressions()
    {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        QFETCH(QString, written);
        Json root = model();
        setDefault(root, field.toStdString(), typed.toStdString());
        QCOMPARE(QString::fromStdString(propertyText(root, qPrintable(field))).remove(QLatin1Char(' ')), written.remove(QLatin1Char(' ')));
    }

    void wrongDefaultsSayWhatToDo()
    {
        Field field;
        const auto problem = [&](const char *type, const char *typed) {
            field.type = type;
            return defaultProblem(typed, field);
        };
        QCOMPARE(problem("integer", "five"), std::string("five is not an integer. Type a number, or clear the cell."));
        QVERIFY(problem("integer", "1.5").starts_with("1.5 is not an integer"));
        QCOMPARE(problem("integer", " -3 "), std::string());
        QCOMPARE(problem("integer", "nextval('s')"), std::string());
        QVERIFY(!problem("boolean", "yes").empty());
        QVERIFY(!problem("object", "[]").empty());
        QCOMPARE(problem("object", "'{}'"), std::string());
        QCOMPARE(problem("string", "anything"), std::string());
    }

    void typesTakeAwayWhatNoLongerApplies()
    {
        Json root = model();
        setType(root, "slug", *typeChoiceOf("int64"));
        QCOMPARE(propertyText(root, "slug"), toText(*parseJson(json("{`type`:[`integer`,`null`],`format`:`int64`}"))));
        setType(root, "price", *typeChoiceOf("uuid"));
        QCOMPARE(propertyText(root, "price"), toText(*parseJson(json("{`type`:`string`,`x-column`:{`unique`:true},`format`:`uuid`}"))));
        setType(root, "seo", *typeChoiceOf("text[]"));
        QCOMPARE(*valueAt(root, "/properties/seo"), *parseJson(json("{`type`:`array`,`x-column`:{`type`:`text[]`},`items`:{`type`:`string`}}")));
        QCOMPARE(typeChoiceOf("inet")->jsonType, std::string("string"));
        QCOMPARE(typeChoiceOf("smallint")->jsonType, std::string("integer"));
        QCOMPARE(typeChoiceOf("integer[]")->itemType, std::string("integer"));
        QVERIFY(!typeChoiceOf("  "));
    }

    void keysIndexesReferences()
    {
        Json root = model();
        setKey(root, "slug", true);
        QVERIFY(fieldOf(root, "slug").isKey && !fieldOf(root, "id").isUniqueByKey);
        setUnique(root, "slug", false);
        QVERIFY(!fieldOf(root, "slug").isUnique);
        QCOMPARE(root.find("x-constraints")->items.size(), 1u);
        setIndex(root, "state", "btree");
        QCOMPARE(toText(*valueAt(root, "/properties/state/x-index")), (json("{`name`: `i`}")));
        setIndex(root, "slug", "gin");
        QCOMPARE(toText(*valueAt(root, "/properties/slug/x-index")), (json("{`method`: `gin`}")));
        setIndex(root, "state", "");
        QVERIFY(!valueAt(root, "/properties/state/x-index"));
        setReference(root, "author", "Person", "");
        QCOMPARE(*valueAt(root, "/properties/author/x-references"), *parseJson(json("{`model`:`Person`,`onDelete`:`cascade`}")));
        setReference(root, "author", "", "");
        QVERIFY(!valueAt(root, "/properties/author/x-references"));
        Json keyed = *parseJson(json("{`properties`:{`a`:{},`b`:{}},`x-constraints`:[{`primaryKey`:[`a`]}]}"));
        setKey(keyed, "b", true);
        QCOMPARE(toText(*valueAt(keyed, "/x-constraints/0/primaryKey")), (json("[`a`, `b`]")));
        setKey(keyed, "a", false);
        setKey(keyed, "b", false);
        QVERIFY(!keyed.find("x-constraints"));
    }

    void renamingMeetsEveryUse()
    {
        Json root = model();
        renameUses(root, "slug", "name");
        renameUses(root, "state", "status");
        renameUses(root, "price", "cost");
        QCOMPARE(toText(*root.find("required")), (json("[`id`, `name`]")));
        QCOMPARE(toText(*root.find("x-constraints")), toText(*parseJson(json("[{`unique`:[`name`]},{`unique`:[`name`,`status`]}]"))));
        QCOMPARE(toText(*root.find("x-indexes")), toText(*parseJson(json("[{`columns`:[`name desc`,{`expression`:`status`}],`include`:[`cost`]}]"))));
        QCOMPARE(toText(*valueAt(root, "/x-partition/key")), (json("[`status`]")));
    }

    void limitsAreReadAndWritten()
    {
        Json root = model();
        Limits limits = limitsOf(root, "state");
        QCOMPARE(limits.values, (std::vector<std::string>{"a", "b"}));
        limits.values.push_back("c");
        limits.maximum = "9";
        setLimits(root, "state", limits);
        QVERIFY(limitsOf(root, "state") == limits);
        limits = limitsOf(root, "price");
        QCOMPARE(limits.minimum, std::string("0"));
        limits.minimum.clear();
        limits.nativeType.clear();
        setLimits(root, "price", limits);
        QCOMPARE(propertyText(root, "price"), toText(*parseJson(json("{`type`:`number`,`x-column`:{`unique`:true}}"))));
    }

    void namesAreChecked()
    {
        const Json root = model();
        QVERIFY(!nameProblem(root, "", "id").empty());
        QVERIFY(!nameProblem(root, "slug", "id").empty());
        QCOMPARE(nameProblem(root, "id", "id"), std::string());
        QCOMPARE(nameProblem(root, "new", ""), std::string());
    }
};

QTEST_GUILESS_MAIN(FieldsTest)
#include "tst_fields.moc"
