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
