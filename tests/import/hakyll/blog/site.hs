{-# LANGUAGE OverloadedStrings #-}
import Hakyll

main :: IO ()
main = hakyll $ do
  match "css/*" $ do
    route idRoute
    compile compressCssCompiler
  tags <- buildTags "posts/*" (fromCapture "tags/*.html")
  match "posts/*" $ do
    route $ setExtension "html"
    compile $ pandocCompiler >>= relativizeUrls
  create ["archive.html"] $ do
    route idRoute
  create ["atom.xml"] $ do
    route idRoute

feed :: FeedConfiguration
feed = FeedConfiguration
  { feedTitle = "Notes on types"
  , feedDescription = "What a type checker taught me"
  , feedAuthorName = "Lin Wei"
  , feedAuthorEmail = "PRIVATE-9@example.org"
  , feedRoot = "https://types.example.org"
  }
