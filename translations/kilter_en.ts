<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>ConnectionTest</name>
    <message numerus="yes">
        <source>The ledger is there: %Ln migration(s) applied.</source>
        <translation>
            <numerusform>The ledger is there: %Ln migration applied.</numerusform>
            <numerusform>The ledger is there: %Ln migrations applied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln thing(s) to look at.</source>
        <translation>
            <numerusform>%Ln thing to look at.</numerusform>
            <numerusform>%Ln things to look at.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Diff</name>
    <message numerus="yes">
        <source>new, %n column(s)</source>
        <translation>
            <numerusform>new, %n column</numerusform>
            <numerusform>new, %n columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::BulkEdit</name>
    <message numerus="yes">
        <source>Edit %n field(s)</source>
        <translation>
            <numerusform>Edit %n field</numerusform>
            <numerusform>Edit %n fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set for %n field(s)</source>
        <translation>
            <numerusform>Set for %n field</numerusform>
            <numerusform>Set for %n fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n field</numerusform>
            <numerusform>%n fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::ChoiceModel</name>
    <message numerus="yes">
        <source>table, %Ln column(s)</source>
        <translation>
            <numerusform>table, %Ln column</numerusform>
            <numerusform>table, %Ln columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s)</source>
        <translation>
            <numerusform>%Ln object</numerusform>
            <numerusform>%Ln objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::CompareFooter</name>
    <message numerus="yes">
        <source>%1 of %n change(s) ticked</source>
        <translation>
            <numerusform>%1 of %n change ticked</numerusform>
            <numerusform>%1 of %n changes ticked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>? %n question(s) open</source>
        <translation>
            <numerusform>? %n question open</numerusform>
            <numerusform>? %n questions open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>− %n destructive change(s) left out</source>
        <translation>
            <numerusform>− %n destructive change left out</numerusform>
            <numerusform>− %n destructive changes left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::ComparePage</name>
    <message numerus="yes">
        <source>Compared %n object(s) in %1 ms</source>
        <translation>
            <numerusform>Compared %n object in %1 ms</numerusform>
            <numerusform>Compared %n objects in %1 ms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::DependsList</name>
    <message numerus="yes">
        <source>Joins %n migration(s).</source>
        <translation>
            <numerusform>Joins %n migration.</numerusform>
            <numerusform>Joins %n migrations.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::DiagramCanvas</name>
    <message numerus="yes">
        <source>%Ln column(s)</source>
        <translation>
            <numerusform>%Ln column</numerusform>
            <numerusform>%Ln columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; referenced %Ln time(s)</source>
        <translation>
            <numerusform>; referenced %Ln time</numerusform>
            <numerusform>; referenced %Ln times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::DiagramPage</name>
    <message numerus="yes">
        <source>Move %Ln table(s)</source>
        <translation>
            <numerusform>Move %Ln table</numerusform>
            <numerusform>Move %Ln tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Focus, %Ln line(s) away</source>
        <translation>
            <numerusform>Focus, %Ln line away</numerusform>
            <numerusform>Focus, %Ln lines away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::DiffDock</name>
    <message numerus="yes">
        <source>%n error(s) in the way. Put them right; the comparison goes on by itself.</source>
        <translation>
            <numerusform>%n error in the way. Put them right; the comparison goes on by itself.</numerusform>
            <numerusform>%n errors in the way. Put them right; the comparison goes on by itself.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Models and %1 are the same, %n object(s).</source>
        <translation>
            <numerusform>Models and %1 are the same, %n object.</numerusform>
            <numerusform>Models and %1 are the same, %n objects.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln selected</source>
        <translation>
            <numerusform>%1 of %Ln selected</numerusform>
            <numerusform>%1 of %Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::FindBar</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::GeneratePage</name>
    <message numerus="yes">
        <source>%Ln pending migration(s)</source>
        <translation>
            <numerusform>%Ln pending migration</numerusform>
            <numerusform>%Ln pending migrations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open question(s): what they are about is left out.</source>
        <translation>
            <numerusform>%n open question: what they are about is left out.</numerusform>
            <numerusform>%n open questions: what they are about is left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) with changes that are not saved</source>
        <translation>
            <numerusform>%n model with changes that are not saved</numerusform>
            <numerusform>%n models with changes that are not saved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n destructive change(s), left out.</source>
        <translation>
            <numerusform>%n destructive change, left out.</numerusform>
            <numerusform>%n destructive changes, left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln change(s) of Live diff, for the store %2</source>
        <translation>
            <numerusform>%1 of %Ln change of Live diff, for the store %2</numerusform>
            <numerusform>%1 of %Ln changes of Live diff, for the store %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::ImportPage</name>
    <message numerus="yes">
        <source>Import %Ln object(s)</source>
        <translation>
            <numerusform>Import %Ln object</numerusform>
            <numerusform>Import %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln object(s)</source>
        <translation>
            <numerusform>%1, %Ln object</numerusform>
            <numerusform>%1, %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln remark(s) under Problems.</source>
        <translation>
            <numerusform>%Ln remark under Problems.</numerusform>
            <numerusform>%Ln remarks under Problems.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::LiveDiff</name>
    <message numerus="yes">
        <source>Review %Ln change(s)</source>
        <translation>
            <numerusform>Review %Ln change</numerusform>
            <numerusform>Review %Ln changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::MainWindow</name>
    <message numerus="yes">
        <source>%Ln difference(s)</source>
        <translation>
            <numerusform>%Ln difference</numerusform>
            <numerusform>%Ln differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::NavigatorModel</name>
    <message numerus="yes">
        <source>%1, %Ln object(s)</source>
        <translation>
            <numerusform>%1, %Ln object</numerusform>
            <numerusform>%1, %Ln objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::ObjectList</name>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n changes</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::SqlPanel</name>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::TableList</name>
    <message numerus="yes">
        <source>%Ln table(s)</source>
        <translation>
            <numerusform>%Ln table</numerusform>
            <numerusform>%Ln tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln reference(s)</source>
        <translation>
            <numerusform>%Ln reference</numerusform>
            <numerusform>%Ln references</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::TableListModel</name>
    <message numerus="yes">
        <source>%Ln column(s)</source>
        <translation>
            <numerusform>%Ln column</numerusform>
            <numerusform>%Ln columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kilter::ui::WelcomePage</name>
    <message numerus="yes">
        <source>%Ln difference(s)</source>
        <translation>
            <numerusform>%Ln difference</numerusform>
            <numerusform>%Ln differences</numerusform>
        </translation>
    </message>
</context>
</TS>
